/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes a backend's address: {@code scheme://host1:port,host2:port/namespace?option=value&...} for servers, or
 * {@code scheme:place/namespace?...} for something inside this process, such as {@code zookeeper:embedded}.
 *
 * <p>{@link java.net.URI} is not used, because it does not support a list of hosts. A URI holds no secret; options name
 * files that do.
 *
 * @param scheme names the backend
 * @param hosts the servers, each with or without a port, in the order given; empty means the service's default address
 * @param place the name of what is inside this process; empty for servers
 * @param namespace separates the elections of different applications; may have several parts, separated by slashes
 * @param options decoded, by name
 */
public record BackendUri(
        String scheme, List<String> hosts, String place, String namespace, Map<String, String> options) {

    /** The namespace of a URI that names none. */
    public static final String DEFAULT_NAMESPACE = "election4j";

    /** The time to live of a URI that names none. */
    public static final Duration DEFAULT_TTL = Duration.ofSeconds(10);

    private static final Duration SHORTEST_TTL = Duration.ofMillis(100);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String THIS_MACHINE = "127.0.0.1";
    private static final Pattern WITH_PORT = Pattern.compile(".*:\\d+");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    /** Copies its arguments. */
    public BackendUri {
        hosts = List.copyOf(hosts);
        options = Map.copyOf(options);
    }

    /**
     * Parses a URI. Escapes such as {@code %20} are decoded in option values.
     *
     * @throws ElectionException if the text is not of the form above, or holds credentials
     */
    public static BackendUri parse(String text) {
        return BackendUriParser.parse(text);
    }

    /** Whether the address names something inside this process, which no other process can reach. */
    public boolean isInProcess() {
        return !place.isEmpty();
    }

    /**
     * The hosts, each with its port; this machine if the URI names none.
     *
     * @param usualPort the service's usual port, for hosts without one
     */
    public List<String> addresses(int usualPort) {
        List<String> named = hosts.isEmpty() ? List.of(THIS_MACHINE) : hosts;
        return named.stream()
                .map(host -> WITH_PORT.matcher(host).matches() ? host : host + ":" + usualPort)
                .toList();
    }

    /** The value of an option. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** Returns this URI with an option added, unless it already has the option. */
    public BackendUri withDefault(String name, Duration value) {
        if (options.containsKey(name)) {
            return this;
        }
        Map<String, String> more = new HashMap<>(options);
        more.put(name, value.toMillis() + "ms");
        return new BackendUri(scheme, hosts, place, namespace, more);
    }

    /**
     * An option as a duration such as {@code 500ms}, {@code 10s}, {@code 2m} or {@code 1h}.
     *
     * @throws ElectionException if the value is not of that form, zero, or longer than an hour: no option of a backend
     *     needs more, and much larger values overflow in client libraries
     */
    public Duration duration(String name, Duration fallback) {
        return duration(name, fallback, SHORTEST, LONGEST);
    }

    /**
     * An option as a duration between bounds.
     *
     * @param shortest a whole number of milliseconds, as is the longest
     * @throws ElectionException if the value is not of that form or out of bounds; the message names the bounds
     */
    public Duration duration(String name, Duration fallback, Duration shortest, Duration longest) {
        String text = options.get(name);
        if (text == null) {
            return fallback;
        }
        Duration given = parsed(name, text);
        if (given.compareTo(shortest) < 0 || given.compareTo(longest) > 0) {
            throw invalid("the option " + name + " must be between " + written(shortest) + " and " + written(longest)
                    + ": " + text);
        }
        return given;
    }

    /** Formats a duration as an option value. */
    public static String written(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    private static Duration parsed(String name, String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw invalid("the option " + name + " is not a duration such as 500ms, 10s or 2m: " + text);
        }
        long amount = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /**
     * The time to live: about how long a dead leader keeps its seat.
     *
     * @throws ElectionException if it is not between 100 ms and 1 h
     */
    public Duration ttl() {
        return duration("ttl", DEFAULT_TTL, SHORTEST_TTL, LONGEST);
    }

    /**
     * Refuses unknown options, so that a misspelt option is not ignored silently.
     *
     * @throws ElectionException naming the first such option and those that are allowed
     */
    public void requireKnownOptions(Collection<String> known) {
        for (String name : new TreeSet<>(options.keySet())) {
            if (!known.contains(name)) {
                throw invalid("the backend '" + scheme + "' has no option '" + name + "'; it understands "
                        + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    /** The URI in its written form; holds no secret, because none is accepted. */
    @Override
    public String toString() {
        String query = String.join(
                "&",
                options.entrySet().stream()
                        .map(option -> option.getKey() + "=" + BackendUriParser.encode(option.getValue()))
                        .sorted()
                        .toList());
        return scheme + ":" + (isInProcess() ? place : "//" + String.join(",", hosts)) + "/" + namespace
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static ElectionException invalid(String message) {
        return new ElectionException(Kind.INVALID, message);
    }
}
