/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A request that arrives long after it was sent takes nothing from a later term and leaves nothing behind that blocks.
 * How long is {@link BackendRules#lateness}.
 */
interface LateWritesRule {

    Bench bench();

    @Test
    @DisplayName("Rule 8: a release that arrives late does not free a seat that the same process has won again")
    default void lateReleaseFreesNoSeatWonAgain() {
        LateProcess.play(bench(), process -> {
            Standing former = process.stand();
            former.awaitProof();
            former.stopRenewing();
            HeldRequests held = process.hold();
            CompletableFuture<Void> left = former.campaign().leave();
            process.disconnect(held, left);
            Standing leader = process.standUntilProven();
            process.deliverLate(held);
            process.assertLeads(leader);
        });
    }

    @Test
    @DisplayName("Rule 8: an entry that arrives after leaving blocks nobody")
    default void lateEntryBlocksNobody() {
        LateProcess.play(bench(), process -> {
            process.standUntilProven().leave();
            HeldRequests held = process.hold();
            Standing late = process.stand();
            process.disconnect(held, late.outcome());
            late.giveUp();
            process.deliverLate(held);
            Standing leader = process.standElsewhere("leader");
            leader.awaitProof();
            process.assertLeads(leader);
        });
    }

    @Test
    @DisplayName("Rule 8: an entry that arrives after leaving, when the leader's seat was deleted, blocks nobody")
    default void lateEntryTakesNoDeletedSeat() {
        Saboteur saboteur = bench().saboteur();
        LateProcess.play(bench(), process -> {
            process.standUntilProven().leave();
            HeldRequests held = process.hold();
            Standing late = process.stand();
            process.disconnect(held, late.outcome());
            late.giveUp();
            Standing robbed = process.standElsewhere("robbed");
            robbed.awaitProof();
            saboteur.deleteSeat(process.election());
            process.deliverLate(held);
            robbed.awaitUnseated();
            robbed.giveUp();
            Standing leader = process.standElsewhere("leader");
            leader.awaitProof();
            process.assertLeads(leader);
        });
    }

    @Test
    @DisplayName("Rule 8: renewals that arrive when the seat was deleted and won by another do not take it back")
    default void lateRenewalTakesNoSeatBack() {
        Saboteur saboteur = bench().saboteur();
        LateProcess.play(bench(), process -> {
            Standing robbed = process.stand();
            robbed.awaitProof();
            HeldRequests held = process.hold();
            process.disconnect(held, robbed.renew());
            saboteur.deleteSeat(process.election());
            robbed.awaitUnseated();
            robbed.giveUp();
            Standing leader = process.standElsewhere("leader");
            leader.awaitProof();
            process.deliverLate(held);
            process.assertLeads(leader);
        });
    }

    @Test
    @DisplayName("Rule 8: a release that arrives when the seat was deleted and won by another does not free it")
    default void lateReleaseFreesNoSeatOfAnother() {
        Saboteur saboteur = bench().saboteur();
        LateProcess.play(bench(), process -> {
            Standing former = process.stand();
            former.awaitProof();
            former.stopRenewing();
            HeldRequests held = process.hold();
            CompletableFuture<Void> left = former.campaign().leave();
            process.disconnect(held, left);
            saboteur.deleteSeat(process.election());
            Standing leader = process.standElsewhere("leader");
            leader.awaitProof();
            process.deliverLate(held);
            process.assertLeads(leader);
        });
    }

    @Test
    @DisplayName("Rule 8: what a closing connection sends and what arrives when another leads does not free its seat")
    default void lateCloseFreesNoSeatOfAnother() {
        FrailLine line = bench().frailLine();
        Backend closing = bench().connectOver(line);
        Standing former = bench().stand(closing, line.candidate());
        former.awaitProof();
        former.stopRenewing();
        HeldRequests held = line.hold(0, Integer.MAX_VALUE);
        closing.close();
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitProof();
        Standing next = bench().stand(bench().connect(), "next");
        bench().letPass(bench().lateness());
        held.deliver();
        bench().assertStaysPending(next.campaign().won(), bench().ttl().multipliedBy(2), "win of the next");
        leader.awaitRenewal();
        leader.leave();
        next.awaitProof();
        next.leave();
        bench().winAnew("afterwards");
    }
}
