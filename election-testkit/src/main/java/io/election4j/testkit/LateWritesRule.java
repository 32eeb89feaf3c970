/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Tests that a request that arrives long after it was sent takes nothing from a later term and leaves nothing behind
 * that blocks. The delay is {@link BackendRules#lateness}.
 */
interface LateWritesRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Rule 8: a release that arrives late does not free a seat that the same process has won again")
    default void lateReleaseFreesNoSeatWonAgain() {
        LateProcess.play(fixture(), process -> {
            TestCampaign former = process.stand();
            former.awaitProof();
            former.stopRenewing();
            HeldRequests held = process.hold();
            CompletableFuture<Void> left = former.campaign().leave();
            process.disconnect(held, left);
            TestCampaign leader = process.standUntilProven();
            process.deliverLate(held);
            process.assertLeads(leader);
        });
    }

    @Test
    @DisplayName("Rule 8: an entry that arrives after leaving blocks nobody")
    default void lateEntryBlocksNobody() {
        LateProcess.play(fixture(), process -> {
            process.standUntilProven().leave();
            HeldRequests held = process.hold();
            TestCampaign late = process.stand();
            process.disconnect(held, late.outcome());
            late.giveUp();
            process.deliverLate(held);
            TestCampaign leader = process.standElsewhere("leader");
            leader.awaitProof();
            process.assertLeads(leader);
        });
    }

    @Test
    @DisplayName("Rule 8: an entry that arrives after leaving, when the leader's seat was deleted, blocks nobody")
    default void lateEntryTakesNoDeletedSeat() {
        ServiceTampering tampering = fixture().tampering();
        LateProcess.play(fixture(), process -> {
            process.standUntilProven().leave();
            HeldRequests held = process.hold();
            TestCampaign late = process.stand();
            process.disconnect(held, late.outcome());
            late.giveUp();
            TestCampaign robbed = process.standElsewhere("robbed");
            robbed.awaitProof();
            tampering.deleteSeat(process.election());
            process.deliverLate(held);
            robbed.awaitUnseated();
            robbed.giveUp();
            TestCampaign leader = process.standElsewhere("leader");
            leader.awaitProof();
            process.assertLeads(leader);
        });
    }

    @Test
    @DisplayName("Rule 8: renewals that arrive when the seat was deleted and won by another do not take it back")
    default void lateRenewalTakesNoSeatBack() {
        ServiceTampering tampering = fixture().tampering();
        LateProcess.play(fixture(), process -> {
            TestCampaign robbed = process.stand();
            robbed.awaitProof();
            HeldRequests held = process.hold();
            process.disconnect(held, robbed.renew());
            tampering.deleteSeat(process.election());
            robbed.awaitUnseated();
            robbed.giveUp();
            TestCampaign leader = process.standElsewhere("leader");
            leader.awaitProof();
            process.deliverLate(held);
            process.assertLeads(leader);
        });
    }

    @Test
    @DisplayName("Rule 8: a release that arrives when the seat was deleted and won by another does not free it")
    default void lateReleaseFreesNoSeatOfAnother() {
        ServiceTampering tampering = fixture().tampering();
        LateProcess.play(fixture(), process -> {
            TestCampaign former = process.stand();
            former.awaitProof();
            former.stopRenewing();
            HeldRequests held = process.hold();
            CompletableFuture<Void> left = former.campaign().leave();
            process.disconnect(held, left);
            tampering.deleteSeat(process.election());
            TestCampaign leader = process.standElsewhere("leader");
            leader.awaitProof();
            process.deliverLate(held);
            process.assertLeads(leader);
        });
    }

    @Test
    @DisplayName("Rule 8: what a closing connection sends and what arrives when another leads does not free its seat")
    default void lateCloseFreesNoSeatOfAnother() {
        UnreliableRoute line = fixture().unreliableRoute();
        Backend closing = fixture().connectOver(line);
        TestCampaign former = fixture().stand(closing, line.candidate());
        former.awaitProof();
        former.stopRenewing();
        HeldRequests held = line.hold(0, Integer.MAX_VALUE);
        closing.close();
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitProof();
        TestCampaign next = fixture().stand(fixture().connect(), "next");
        fixture().letPass(fixture().lateness());
        held.deliver();
        fixture().assertStaysPending(next.campaign().won(), fixture().ttl().multipliedBy(2), "win of the next");
        leader.awaitRenewal();
        leader.leave();
        next.awaitProof();
        next.leave();
        fixture().winAnew("afterwards");
    }
}
