/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.runtime.Failures;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds the backends that can be found: through the context class loader of the caller's thread, and through our own.
 * The first is not sufficient if the application has a class loader of its own and the thread does not have it, like
 * those of the common pool.
 *
 * @param found without duplicates
 * @param broken why others cannot be used
 */
record Providers(List<BackendProvider> found, List<String> broken) {
    /** The number of failures after which a class loader is not asked any more. */
    private static final int MOST_FAILURES = 20;

    private static final Map<String, String> ARTIFACTS = Map.of(
            "zookeeper", "election-zookeeper",
            "etcd", "election-etcd",
            "consul", "election-consul",
            "memory", "election-testkit");

    static Providers find() {
        Map<String, BackendProvider> found = new LinkedHashMap<>();
        List<String> broken = new ArrayList<>();
        load(Thread.currentThread().getContextClassLoader(), found, broken);
        load(BackendProvider.class.getClassLoader(), found, broken);
        return new Providers(List.copyOf(found.values()), List.copyOf(broken));
    }

    private static void load(@Nullable ClassLoader loader, Map<String, BackendProvider> found, List<String> broken) {
        Iterator<BackendProvider> each =
                ServiceLoader.load(BackendProvider.class, loader).iterator();
        for (int failures = 0; failures < MOST_FAILURES; ) {
            try {
                if (!each.hasNext()) {
                    return;
                }
                BackendProvider provider = each.next();
                found.putIfAbsent(provider.getClass().getName(), provider);
            } catch (ServiceConfigurationError | LinkageError failure) {
                failures++;
                String why = Failures.describe(failure);
                if (!broken.contains(why)) {
                    broken.add(why);
                }
            }
        }
    }

    List<BackendProvider> all() {
        if (!broken.isEmpty()) {
            throw new ElectionException(Kind.INVALID, brokenOnes());
        }
        return found;
    }

    BackendProvider of(String scheme) {
        List<BackendProvider> serving =
                found.stream().filter(each -> each.scheme().equals(scheme)).toList();
        if (serving.size() == 1) {
            return serving.get(0);
        }
        throw new ElectionException(Kind.INVALID, serving.isEmpty() ? missing(scheme) : tooMany(scheme, serving));
    }

    private String missing(String scheme) {
        String remedy = ARTIFACTS.containsKey(scheme)
                ? "add the artifact io.election4j:" + ARTIFACTS.get(scheme)
                : "the artifacts election-zookeeper, election-etcd and election-consul of io.election4j are backends";
        TreeSet<String> schemes = new TreeSet<>();
        found.forEach(each -> schemes.add(each.scheme()));
        return "no backend for '" + scheme + "' is on the class path; " + remedy + "; there is "
                + (schemes.isEmpty() ? "none at all" : String.join(", ", schemes))
                + (broken.isEmpty() ? "" : "; " + brokenOnes());
    }

    private static String tooMany(String scheme, List<BackendProvider> serving) {
        return "several backends for '" + scheme + "' are on the class path; keep one of "
                + serving.stream()
                        .map(each -> each.getClass().getName())
                        .sorted()
                        .toList();
    }

    private String brokenOnes() {
        return "a backend on the class path cannot be loaded: " + String.join("; ", broken);
    }
}
