/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the parameters of one request, by name and in order of their names; each accessor refuses invalid values. */
record Parameters(TreeMap<String, String> values) {

    private static final Pattern METADATA = Pattern.compile("metadata\\[([^\\[\\]]{1,40})]");
    private static final int MAX_METADATA = 50;
    private static final int MAX_TEXT = 500;
    private static final int MAX_DESCRIPTION = 1000;

    /** Refuses parameters that the endpoint does not have, because a misspelt one must not be ignored. */
    void allow(Set<String> known) {
        for (String name : values.keySet()) {
            String stem = name.contains("[") ? name.substring(0, name.indexOf('[')) : name;
            if (!known.contains(name) && !known.contains(stem + "[]")) {
                throw ApiError.parameter("parameter_unknown", name, "Received unknown parameter: " + name);
            }
        }
    }

    Optional<String> text(String name) {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        if (value.length() > (name.equals("description") ? MAX_DESCRIPTION : MAX_TEXT)) {
            throw ApiError.parameter("parameter_invalid_string", name, "Invalid " + name + ": it is too long.");
        }
        return Optional.of(value);
    }

    String required(String name) {
        return text(name)
                .orElseThrow(
                        () -> ApiError.parameter("parameter_missing", name, "Missing required param: " + name + "."));
    }

    Optional<Long> integer(String name) {
        return text(name).map(text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw ApiError.parameter("parameter_invalid_integer", name, "Invalid integer: " + text);
            }
        });
    }

    boolean flag(String name) {
        return text(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw ApiError.parameter("parameter_invalid_boolean", name, "Invalid boolean: " + text);
                })
                .orElse(false);
    }

    Optional<String> paymentMethod() {
        Optional<String> method = text("payment_method");
        method.filter(name -> !DeclineReason.exists(name)).ifPresent(name -> {
            throw ApiError.parameter("resource_missing", "payment_method", "No such PaymentMethod: '" + name + "'");
        });
        return method;
    }

    Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        values.forEach((name, value) -> {
            Matcher matcher = METADATA.matcher(name);
            if (matcher.matches() && !value.isEmpty()) {
                metadata.put(matcher.group(1), value);
            } else if (name.startsWith("metadata") && !matcher.matches()) {
                throw ApiError.parameter("parameter_invalid", name, "Invalid metadata: keys have 1 to 40 characters.");
            }
            if (name.startsWith("metadata") && value.length() > MAX_TEXT) {
                throw ApiError.parameter(
                        "parameter_invalid", name, "Invalid metadata: values have up to 500 characters.");
            }
        });
        if (metadata.size() > MAX_METADATA) {
            throw ApiError.parameter("parameter_invalid", "metadata", "Invalid metadata: up to 50 keys are allowed.");
        }
        return metadata;
    }

    /** Returns equal values for equal parameters, in whatever order they came. */
    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            values.forEach((name, value) -> {
                digest.update((name.length() + ":" + name + "=").getBytes(StandardCharsets.UTF_8));
                digest.update((value.length() + ":" + value + ";").getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256.", impossible);
        }
    }
}
