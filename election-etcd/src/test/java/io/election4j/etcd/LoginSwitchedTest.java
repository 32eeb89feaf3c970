/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.EtcdCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests authentication that is switched on and off while a candidate leads. */
class LoginSwitchedTest {
    private static final Duration TTL = Duration.ofSeconds(4);

    @Test
    void authenticationCanBeIntroducedWithoutAGap(@TempDir Path directory) throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "of-billing");
        try (EtcdCluster cluster = EtcdCluster.start(1, directory.resolve("server"))) {
            String login = "&username=billing&password-file=" + password;
            try (Backend backend = Connecting.to(cluster.uri("switched", TTL) + login);
                    RenewedCampaign leader = RenewedCampaign.stand(backend, "led", "a", TTL)) {
                leader.awaitToken(); // the server knows no users yet
                introduceUsers(cluster);
                leader.awaitRenewals(6); // for longer than one time to live
                assertThat(leader.isLost()).isFalse();
                Connecting.works(cluster.uri("switched", TTL) + login, TTL);
                try (RenewedCampaign other = RenewedCampaign.stand(backend, "other", "a", TTL)) {
                    other.awaitToken();
                    other.leave();
                }
                cluster.ctl("--user", "root:of-root", "auth", "disable");
                leader.awaitRenewals(6);
                assertThat(leader.isLost()).isFalse();
                Connecting.works(cluster.uri("switched", TTL) + login, TTL);
                leader.leave();
            }
        }
    }

    private static void introduceUsers(EtcdCluster cluster) {
        cluster.ctl("user", "add", "root:of-root");
        cluster.ctl("user", "grant-role", "root", "root");
        cluster.ctl("role", "add", "writer");
        cluster.ctl("role", "grant-permission", "writer", "readwrite", "switched/", "--prefix");
        cluster.ctl("user", "add", "billing:of-billing");
        cluster.ctl("user", "grant-role", "billing", "writer");
        cluster.ctl("auth", "enable");
    }
}
