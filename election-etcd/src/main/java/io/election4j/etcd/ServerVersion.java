/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once if a server is older than the first releases in which an ended lease is never renewed and a client without
 * permission cannot end the leases of others. Lives on the loop.
 */
final class ServerVersion {
    private static final Logger log = LoggerFactory.getLogger(ServerVersion.class);

    private static final Version OLDEST = Version.parse("3.5.30");
    private static final Version NEXT_LINE = Version.parse("3.6.0");
    private static final Version OLDEST_OF_NEXT_LINE = Version.parse("3.6.11");

    private final EtcdSettings settings;
    private final Connection connection;
    private boolean asked;

    ServerVersion(EtcdSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /** Asks the first server when there is a connection; without an answer there is no warning. */
    void check() {
        if (asked) {
            return;
        }
        asked = true;
        String host = settings.hosts().get(0);
        connection.ask(
                client -> client.getMaintenanceClient().statusMember(AllAddressesResolver.target(List.of(host))),
                status -> warningAbout(host, status.getVersion()).ifPresent(log::warn),
                failure -> {});
    }

    static Optional<String> warningAbout(String host, String text) {
        Version version;
        try {
            version = Version.parse(text);
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
        boolean old = version.compareTo(OLDEST) < 0
                || (version.compareTo(NEXT_LINE) >= 0 && version.compareTo(OLDEST_OF_NEXT_LINE) < 0);
        return old
                ? Optional.of("etcd at " + host + " is version " + text + ", whose leases cannot be trusted; use "
                        + OLDEST + " or newer, or " + OLDEST_OF_NEXT_LINE + " or newer of the line after it")
                : Optional.empty();
    }
}
