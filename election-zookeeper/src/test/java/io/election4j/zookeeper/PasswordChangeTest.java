/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.Wait;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.curator.framework.AuthInfo;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the change of a password: to ZooKeeper, a user with another password is another user. */
class PasswordChangeTest {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static final String SECRET = "canary-4711";
    private static final ACL ALL_FOR_OWNER = new ACL(Perms.ALL, Ids.AUTH_IDS);

    @TempDir
    @Nullable
    Path directory;

    private @Nullable EmbeddedServer server;

    @BeforeEach
    void start() {
        server = EmbeddedServer.temporary();
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(server).close();
    }

    private Backend connect(Path file, String... passwords) throws Exception {
        Files.write(file, List.of(passwords));
        return connect(uri(file));
    }

    private static Backend connect(BackendUri uri) {
        return new ZooKeeperProvider().connect(uri);
    }

    private Path write(String name, String password) throws Exception {
        return Files.writeString(Objects.requireNonNull(directory).resolve(name), password);
    }

    private BackendUri uri(Path file) {
        return BackendUri.parse(Objects.requireNonNull(server).uri() + "/closed?ttl=" + TTL.toMillis()
                + "ms&username=billing&password-file=" + file);
    }

    /** The process that leads continues to lead after any change of the file, in any order. */
    @Test
    void aProcessThatKnewTheFormerPasswordLeadsAgainAfterItsFileChanged() throws Exception {
        Path file = Objects.requireNonNull(directory).resolve("password");
        Files.writeString(file, SECRET);
        String address = Objects.requireNonNull(server).address();
        try (FaultProxy line = new FaultProxy(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
                Backend backend = connect(BackendUri.parse("zookeeper://127.0.0.1:" + line.port() + "/closed?ttl="
                        + TTL.toMillis() + "ms&username=billing&password-file=" + file));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "e", "a", TTL)) {
            leader.awaitToken();
            Files.writeString(file, "canary-next");
            line.cut();
            Wait.until("the session is over", leader::isLost);
            line.mend();
            try (RenewedCampaign again = RenewedCampaign.stand(backend, "e", "a", TTL);
                    Backend late = connect(uri(write("next", "canary-next")));
                    RenewedCampaign next = RenewedCampaign.stand(late, "e", "b", TTL)) {
                again.awaitToken();
                assertThat(Wait.failureOf(next.campaign().won()))
                        .hasMessageContaining("does not let the user billing use");
            }
        }
    }

    /** Runs the procedure of docs/backends.md: two processes are restarted in turn, and one of the two always leads. */
    @Test
    void oneProcessAlwaysLeadsWhileThePasswordIsChanged() throws Exception {
        Path file = Objects.requireNonNull(directory).resolve("password");
        Backend a = connect(file, SECRET);
        Backend b = connect(file, SECRET);
        try {
            assertLeads(a, b);
            b.close();
            b = connect(file, SECRET, "canary-next");
            assertLeads(a, b);
            a.close();
            a = connect(file, SECRET, "canary-next");
            assertLeads(a, b);
            try (CuratorFramework both = plainClient(SECRET, "canary-next")) {
                openAll(both, "/closed");
            }
            b.close();
            b = connect(file, "canary-next");
            assertLeads(a, b);
            a.close();
            a = connect(file, "canary-next");
            assertLeads(a, b);
            try (CuratorFramework next = plainClient("canary-next")) {
                openAll(next, "/closed");
            }
            assertLeads(b, a);
            try (Backend late = connect(uri(write("old", SECRET)))) {
                RenewedCampaign refused = RenewedCampaign.stand(late, "e", "late", TTL);
                assertThat(Wait.failureOf(refused.campaign().won()))
                        .hasMessageContaining("does not let the user billing");
                refused.close();
            }
        } finally {
            a.close();
            b.close();
        }
    }

    /** Checks that the first leads and hands over to the second, which waits meanwhile. */
    private static void assertLeads(Backend first, Backend second) {
        try (RenewedCampaign leader = RenewedCampaign.stand(first, "e", "first", TTL)) {
            leader.awaitToken();
            try (RenewedCampaign next = RenewedCampaign.stand(second, "e", "second", TTL)) {
                next.awaitRenewals(1);
                leader.leave();
                next.awaitToken();
                next.leave();
            }
        }
    }

    /** Does the same as zkCli's {@code setAcl -R PATH auth::cdrwa}, for all identities of the client. */
    private static void openAll(CuratorFramework client, String path) throws Exception {
        client.setACL().withACL(List.of(ALL_FOR_OWNER)).forPath(path);
        for (String child : client.getChildren().forPath(path)) {
            openAll(client, path + "/" + child);
        }
    }

    private CuratorFramework plainClient(String... passwords) {
        List<AuthInfo> identities = Stream.of(passwords)
                .map(password -> new AuthInfo("digest", ("billing:" + password).getBytes(StandardCharsets.UTF_8)))
                .toList();
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(Objects.requireNonNull(server).address())
                .retryPolicy(new RetryOneTime(100))
                .authorization(identities)
                .build();
        client.start();
        return client;
    }
}
