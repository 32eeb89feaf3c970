/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.backend.RenewalRequest.Pending;
import io.election4j.backend.ServiceProblems;
import io.election4j.etcd.CallFailure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One renewal of the campaigns on one lease: the lease by one request, and the keys that have not been read for half of its
 * time to live by another. Lives on the loop.
 */
final class RenewalBatch {
    private final CampaignContext context;
    private final SharedLease lease;
    private final long leaseId;
    private final List<Pending<EtcdCampaign>> renewals;
    private final Consumer<Pending<EtcdCampaign>> later;
    private final long sentAt;
    private @Nullable CallFailure leaseFailure;
    private @Nullable CallFailure keysFailure;
    private int pending;

    /** The last parameter receives the renewals that have no outcome yet. */
    RenewalBatch(
            CampaignContext context,
            SharedLease lease,
            List<Pending<EtcdCampaign>> renewals,
            Consumer<Pending<EtcdCampaign>> later) {
        this.context = context;
        this.lease = lease;
        this.leaseId = lease.id();
        this.renewals = renewals;
        this.later = later;
        this.sentAt = context.now();
    }

    void send() {
        // Keys still hang on these; their answers prove nothing.
        lease.formerIds().forEach(id -> context.client().keepAlive(id, seconds -> {}, failure -> {}));
        List<EtcdCampaign> unseen = renewals.stream()
                .map(Pending::campaign)
                .filter(campaign -> campaign.isInQueue() && campaign.isToBeSeen())
                .toList();
        pending = unseen.isEmpty() ? 1 : 2;
        if (!unseen.isEmpty()) {
            context.queues().read(unseen, failure -> {
                keysFailure = failure;
                onAnswer();
            });
        }
        context.client()
                .keepAlive(
                        leaseId,
                        seconds -> {
                            if (leaseId == lease.id()) {
                                lease.renewed(sentAt, seconds);
                            }
                            onAnswer();
                        },
                        failure -> {
                            leaseFailure = failure;
                            onAnswer();
                        });
    }

    private void onAnswer() {
        pending--;
        if (pending > 0) {
            return;
        }
        if (leaseFailure != null && leaseId == lease.id()) { // else another lease has taken its place
            if (leaseFailure.is(Reason.NO_LEASE)) {
                context.leases().drop(lease);
            }
            ElectionException reason = context.problem(leaseFailure);
            renewals.forEach(renewal -> renewal.fail(reason));
        } else {
            conclude();
        }
    }

    private void conclude() {
        // A lease that has taken the place of the renewed one may have been granted before these renewals were asked
        // for.
        boolean isRenewed = lease.renewedAt() - sentAt >= 0;
        List<Pending<EtcdCampaign>> granted = new ArrayList<>();
        for (Pending<EtcdCampaign> renewal : renewals) {
            EtcdCampaign campaign = renewal.campaign();
            if (!campaign.isOver() && campaign.isInQueue() && !(campaign.isSecure() && isRenewed)) {
                later.accept(renewal); // no renewal counts before its key has moved
            } else {
                failureOf(campaign).ifPresentOrElse(renewal::fail, () -> granted.add(renewal));
            }
        }
        Pending.grant(granted, lease.ttl());
    }

    private Optional<ElectionException> failureOf(EtcdCampaign campaign) {
        if (campaign.isOver()) {
            return Optional.of(ServiceProblems.over());
        }
        if (!campaign.isInQueue()) {
            return Optional.empty(); // the service is there, and the campaign's turn to enter will come
        }
        if (!campaign.hasBeenSeen()) {
            return Optional.of(keysFailure == null ? context.whyNot(campaign) : context.problem(keysFailure));
        }
        return campaign.obstacle();
    }
}
