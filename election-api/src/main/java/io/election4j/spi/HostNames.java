/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** Checks whether a host name or address is possible. Sends no query. */
final class HostNames {
    private static final int LONGEST_NAME = 253;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    private HostNames() {}

    /** Accepts a name, an IPv4 address, or an IPv6 address in brackets. */
    static boolean mayExist(String host) {
        return host.startsWith("[") ? isIpv6(host) : isNameOrIpv4(host);
    }

    private static boolean isNameOrIpv4(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        List<String> labels = List.of(name.split("\\.", -1));
        if (NUMBER.matcher(labels.get(labels.size() - 1)).matches()) {
            return IPV4.matcher(host).matches(); // no name ends with a number
        }
        return name.length() <= LONGEST_NAME
                && labels.stream().allMatch(label -> LABEL.matcher(label).matches());
    }

    private static boolean isIpv6(String host) {
        try {
            return InetAddress.getByName(host) != null; // brackets are never looked up
        } catch (UnknownHostException malformed) {
            return false;
        }
    }
}
