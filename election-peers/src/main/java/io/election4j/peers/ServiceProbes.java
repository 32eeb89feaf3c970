/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.util.List;

/** Creates probes by the names of services. Stateless. */
public final class ServiceProbes {
    private ServiceProbes() {}

    /**
     * Creates a probe of a service, which connects when it is first used.
     *
     * @param service as {@link Library#service} names it
     * @param hosts all servers' addresses, each {@code host:port}
     * @throws IllegalArgumentException if there is no such service
     */
    public static ServiceProbe of(String service, List<String> hosts) {
        return switch (service) {
            case "zookeeper" -> new ZooKeeperProbe(hosts);
            case "etcd" -> new EtcdProbe(hosts);
            case "consul" -> new ConsulProbe(hosts);
            default ->
                throw new IllegalArgumentException(
                        "no service is called " + service + "; there are zookeeper, etcd and consul");
        };
    }
}
