/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the text form of a {@link BackendUri}; no message repeats text that may contain a password. */
final class BackendUriParser {
    private static final Pattern FORM =
            Pattern.compile("([a-z][a-z0-9+.-]*)(?::(?://([^/?]*)|([^/?]+))(?:/([^?]*))?)?" + "(?:\\?(.*))?");
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::([0-9]{1,5}))?");
    private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*");
    private static final Pattern OPTION = Pattern.compile("[a-z][a-z0-9-]*");

    private BackendUriParser() {}

    static BackendUri parse(String text) {
        if (text.contains("@")) {
            throw invalid("credentials do not belong in a backend URI, where logs and process lists show them;"
                    + " name a file by password-file= or token-file= instead");
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw invalid("not a backend URI such as zookeeper://host1:2181,host2:2181/billing?ttl=10s: " + text);
        }
        String place = orEmpty(form.group(3));
        if (!place.isEmpty() && !PLACE.matcher(place).matches()) {
            throw invalid("'" + place + "' in the backend URI is neither hosts (scheme://host:port) nor a plain name"
                    + " (scheme:name)");
        }
        return new BackendUri(
                form.group(1),
                hosts(orEmpty(form.group(2))),
                place,
                namespace(orEmpty(form.group(4))),
                options(orEmpty(form.group(5))));
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private static List<String> hosts(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> hosts = List.of(text.split(",", -1));
        for (String host : hosts) {
            Matcher form = HOST.matcher(host);
            if (!form.matches() || (form.group(2) != null && !isPort(Integer.parseInt(form.group(2))))) {
                throw invalid("not a host or host:port in the backend URI: '" + host
                        + "'; a port is a number from 1 to 65535");
            }
            if (!HostNames.mayExist(form.group(1))) {
                throw invalid("the host '" + form.group(1) + "' in the backend URI cannot exist: a name has at most 253"
                        + " characters, in parts of 1 to 63 letters, digits, dashes and underscores divided by single"
                        + " dots, an address is of the form 10.0.0.1 or [fe80::1]");
            }
        }
        return hosts;
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }

    private static String namespace(String text) {
        if (text.equals("/")) {
            throw invalid("the namespace must not be empty: an election is namespace/election in the service");
        }
        String namespace = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (namespace.isEmpty()) {
            return BackendUri.DEFAULT_NAMESPACE;
        }
        if (!NAMESPACE.matcher(namespace).matches()
                || List.of(namespace.split("/")).stream().anyMatch(part -> part.equals(".") || part.equals(".."))) {
            throw invalid("the namespace '" + namespace + "' may hold letters, digits, dots, dashes and underscores,"
                    + " in parts divided by single slashes");
        }
        return namespace;
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? List.<String>of() : List.of(text.split("&", -1))) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!OPTION.matcher(name).matches()) {
                throw invalid("'" + name + "' in the backend URI is not the name of an option");
            }
            if (equals < 0 || equals == pair.length() - 1) {
                throw invalid("the option " + name + " in the backend URI has no value");
            }
            if (options.put(name, decode(name, pair.substring(equals + 1))) != null) {
                throw invalid("the option " + name + " stands twice in the backend URI");
            }
        }
        return options;
    }

    private static String decode(String name, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw invalid("the value of the option " + name + " has a malformed % escape");
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static ElectionException invalid(String message) {
        return new ElectionException(Kind.INVALID, message);
    }
}
