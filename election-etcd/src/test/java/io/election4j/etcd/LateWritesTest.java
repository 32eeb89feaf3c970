/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.etcd.EtcdGateway.Held;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.Wait;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Tests writes whose answers are lost, and writes that arrive when their campaigns are over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateWritesTest {
    private static final Duration TTL = Duration.ofSeconds(12); // the lease is kept alive by a bystander
    private static final String ROOT = "late/";

    private EtcdCluster cluster;
    private EtcdGateway gateway;
    private Backend backend;
    private Backend others;
    private RenewedCampaign bystander;

    @BeforeAll
    void startServer(@TempDir Path directory) {
        cluster = EtcdCluster.start(1, directory);
        gateway = new EtcdGateway(cluster.clientPort(0));
        backend = Connecting.to(gateway.uri("late", TTL));
        others = Connecting.to(cluster.uri("late", TTL));
        bystander = RenewedCampaign.stand(backend, "bystander", "bystander", TTL); // keeps the lease alive
        bystander.awaitToken();
    }

    @AfterAll
    void stopServer() {
        assertThat(bystander.isLost()).isFalse();
        bystander.close();
        backend.close();
        others.close();
        gateway.close();
        cluster.close();
    }

    private void assertNothingBlocks(String election) {
        try (RenewedCampaign next = RenewedCampaign.stand(others, election, "next", TTL)) {
            next.awaitToken();
            next.leave();
        }
        Wait.until("no key is left", () -> keysOf(election).isEmpty());
    }

    private String keysOf(String election) {
        return cluster.ctl("get", ROOT + election + "/", "--prefix", "--keys-only")
                .strip();
    }

    /** The leave may find no key yet: the key may then be created after all reads for it. */
    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"OK", "PERMISSION_DENIED"},
            mode = Mode.EXCLUDE)
    void aKeyThatWasCreatedAlthoughTheAnswerIsAFailureBlocksNobody(Status.Code code) {
        String election = "failed-" + code;
        String candidate = "candidate-" + code;
        gateway.loseAnswer(EtcdGateway.entering(candidate), code.toStatus());
        Campaign campaign = backend.campaign(election, candidate, TTL);
        Wait.until("the key is there", () -> !keysOf(election).isEmpty());
        Wait.of(campaign.leave());
        assertNothingBlocks(election);
    }

    @Test
    void aKeyThatIsCreatedLongAfterItsCandidateHasLeftBlocksNobody() {
        Held creation = gateway.hold(EtcdGateway.entering("gone"), Status.UNAVAILABLE);
        Campaign campaign = backend.campaign("after-leave", "gone", TTL);
        Wait.until("the creation is under way", creation::isCaught);
        Wait.of(campaign.leave());
        creation.deliver();
        assertNothingBlocks("after-leave");
    }

    @Test
    void aKeyThatIsCreatedAfterALaterTermOfTheSameLeaseBlocksNobody() {
        Held creation = gateway.hold(EtcdGateway.entering("again"), Status.UNAVAILABLE);
        RenewedCampaign first = RenewedCampaign.stand(backend, "after-term", "again", TTL);
        first.awaitToken(); // by a second request
        assertThat(creation.isCaught()).isTrue();
        first.leave();
        creation.deliver();
        assertNothingBlocks("after-term");
    }

    @Test
    void aKeyThatIsCreatedLateDoesNotDisturbALaterTermOfTheSameLease() {
        Held creation = gateway.hold(EtcdGateway.entering("earlier"), Status.UNAVAILABLE);
        Campaign campaign = backend.campaign("within-term", "earlier", TTL);
        Wait.until("the creation is under way", creation::isCaught);
        Wait.of(campaign.leave());
        try (RenewedCampaign later = RenewedCampaign.stand(backend, "within-term", "later", TTL)) {
            long token = later.awaitToken();
            creation.deliver();
            later.awaitRenewals(2);
            assertThat(later.isLost()).isFalse();
            assertThat(cluster.ctl("get", ROOT + "within-term/", "--prefix", "--print-value-only"))
                    .isEqualToIgnoringWhitespace("later");
            assertThat(token).isPositive();
            later.leave();
        }
        assertNothingBlocks("within-term");
    }

    @Test
    void aDeletionThatArrivesLateDoesNotEndALaterTermOfTheSameLease() {
        RenewedCampaign first = RenewedCampaign.stand(backend, "deletion", "deleter", TTL);
        first.awaitToken();
        String key = keysOf("deletion");
        Held deletion = gateway.hold(
                (method, request) -> EtcdGateway.entering(key).test(method, request)
                        && !EtcdGateway.entering("deleter").test(method, request),
                Status.INTERNAL);
        first.leave(); // by a second request
        assertThat(deletion.isCaught()).isTrue();
        try (RenewedCampaign later = RenewedCampaign.stand(backend, "deletion", "deleter", TTL)) {
            later.awaitToken();
            assertThat(keysOf("deletion")).isEqualTo(key);
            deletion.deliver();
            later.awaitRenewals(2);
            assertThat(keysOf("deletion")).isEqualTo(key);
            assertThat(later.isLost()).isFalse();
            later.leave();
        }
    }

    /**
     * After a creation without an answer, the campaign reads the state at the service; the key may be another
     * candidate's.
     */
    @Test
    void aLateKeyIsNotTakenForThatOfAnotherCandidateOfTheProcess() {
        Held stale = gateway.hold(EtcdGateway.entering("mallory"), Status.UNAVAILABLE);
        Campaign campaign = backend.campaign("mistaken", "mallory", TTL);
        Wait.until("the creation is under way", stale::isCaught);
        Wait.of(campaign.leave());
        Held fresh = gateway.hold(EtcdGateway.entering("alice"), Status.UNAVAILABLE);
        try (RenewedCampaign alice = RenewedCampaign.stand(backend, "mistaken", "alice", TTL)) {
            Wait.until("the creation is under way", fresh::isCaught);
            stale.deliver();
            alice.awaitToken();
            assertThat(cluster.ctl("get", ROOT + "mistaken/", "--prefix", "--print-value-only"))
                    .isEqualToIgnoringWhitespace("alice");
            alice.leave();
        }
        assertNothingBlocks("mistaken");
    }

    @Test
    void aKeyThatIsCreatedAfterItsBackendWasClosedIsRefusedByTheService() {
        Backend shortLived = Connecting.to(gateway.uri("late", TTL));
        Held creation = gateway.hold(EtcdGateway.entering("closed"), Status.UNAVAILABLE);
        var unused = shortLived.campaign("after-close", "closed", TTL);
        Wait.until("the creation is under way", creation::isCaught);
        shortLived.close();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(creation::deliver))
                .hasMessageContaining("requested lease not found");
        assertNothingBlocks("after-close");
    }
}
