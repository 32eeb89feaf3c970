/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.testkit.ServiceTampering;
import io.election4j.testkit.server.EtcdCluster;
import java.util.Optional;

/** Interferes as an operator can, with etcdctl and etcdutl. */
final class EtcdTampering implements ServiceTampering {
    private final EtcdCluster cluster;
    private final String namespace;

    EtcdTampering(EtcdCluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** The key of the leader; empty if no candidate leads. */
    Optional<String> seat(String election) {
        String key = cluster.ctl(
                        "get",
                        namespace + "/" + election + "/",
                        "--prefix",
                        "--sort-by=CREATE",
                        "--order=ASCEND",
                        "--limit=1",
                        "--keys-only")
                .strip();
        return key.isEmpty() ? Optional.empty() : Optional.of(key);
    }

    @Override
    public void deleteSeat(String election) {
        seat(election).ifPresent(key -> cluster.ctl("del", key));
    }

    @Override
    public void overwriteSeat(String election) {
        seat(election).ifPresent(key -> cluster.ctl("put", key, "a stranger"));
    }

    @Override
    public void endSession(String election) {
        seat(election).ifPresent(key -> cluster.ctl("lease", "revoke", key.substring(key.lastIndexOf('/') + 1)));
    }

    @Override
    public void deleteElection(String election) {
        cluster.ctl("del", namespace + "/" + election + "/", "--prefix");
    }

    @Override
    public Optional<Snapshot> snapshot() throws Exception {
        return Optional.of(EtcdSnapshot.of(cluster));
    }
}
