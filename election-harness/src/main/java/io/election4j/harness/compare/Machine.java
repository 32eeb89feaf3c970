/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.compare;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Describes the properties of this machine that matter to readers of figures. */
final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private Machine() {}

    /** Returns one line for each property. */
    static List<String> describe() {
        List<String> lines = new ArrayList<>();
        String processors = Runtime.getRuntime().availableProcessors() + " processors";
        lines.add(first(CPU, "model name")
                .map(model -> processors + " (" + model + ")")
                .orElse(processors));
        first(MEMORY, "MemTotal").ifPresent(memory -> lines.add("memory " + memory));
        lines.add(System.getProperty("os.name") + " " + System.getProperty("os.version"));
        lines.add("Java " + System.getProperty("java.vm.version") + " (" + System.getProperty("java.vm.vendor") + ")");
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load >= 0) {
            lines.add(String.format(Locale.ROOT, "load average when it began: %.1f", load));
        }
        return lines;
    }

    private static Optional<String> first(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException notOnThisSystem) {
            return Optional.empty();
        }
    }
}
