/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;

/**
 * Makes the client library's settings from the URI only. The library takes many settings from system properties, which
 * the application may have set for a client or a server of its own.
 */
final class ClientConfig {
    /**
     * The longest answer that a client accepts, in bytes; the library's default of 1 MB is less than the names of
     * 20,000 candidates.
     */
    private static final int LONGEST_ANSWER = 64 << 20;

    private ClientConfig() {}

    static ZKClientConfig of(ZooKeeperSettings settings) {
        ZKClientConfig config = new ZKClientConfig();
        System.getProperties().stringPropertyNames().stream()
                .filter(ClientConfig::isOfTheLibrary)
                .forEach(name -> config.setProperty(name, null));
        // Otherwise the client would log in with the section Client of the application's JAAS configuration.
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        config.setProperty(ZKClientConfig.SECURE_CLIENT, "false");
        config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNIO");
        config.setProperty(ZKConfig.JUTE_MAXBUFFER, Integer.toString(LONGEST_ANSWER));
        settings.tls().ifPresent(tls -> tls.configure(config));
        return config;
    }

    private static boolean isOfTheLibrary(String property) {
        return property.startsWith("zookeeper.") || property.startsWith("jute.");
    }
}
