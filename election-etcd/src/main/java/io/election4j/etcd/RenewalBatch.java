/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.backend.RenewalRequest;
import io.election4j.backend.ServiceProblems;
import io.election4j.etcd.CallFailure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One renewal of the campaigns on one lease: the lease by one request, and the keys that have not been read for half of its
 * time to live by another. Lives on the loop.
 */
final class RenewalBatch {
    private final CampaignContext context;
    private final RenewalRequest<EtcdCampaign> request;
    private final SharedLease lease;
    private final long leaseId;
    private final List<EtcdCampaign> campaigns;
    private final long sentAt;
    private @Nullable CallFailure leaseFailure;
    private @Nullable CallFailure keysFailure;
    private int pending;

    RenewalBatch(
            CampaignContext context,
            RenewalRequest<EtcdCampaign> request,
            SharedLease lease,
            List<EtcdCampaign> campaigns) {
        this.context = context;
        this.request = request;
        this.lease = lease;
        this.leaseId = lease.id();
        this.campaigns = campaigns;
        this.sentAt = context.now();
    }

    void send() {
        // Keys still hang on these; their answers prove nothing.
        lease.formerIds().forEach(id -> context.client().keepAlive(id, seconds -> {}, failure -> {}));
        List<EtcdCampaign> unseen = campaigns.stream()
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
        if (leaseFailure != null
                && leaseId == lease.id()) { // else another lease has taken its place, and was granted since
            if (leaseFailure.is(Reason.NO_LEASE)) {
                context.leases().drop(lease);
            }
            request.fail(campaigns, context.problem(leaseFailure));
        } else {
            conclude();
        }
    }

    private void conclude() {
        List<EtcdCampaign> renewed = new ArrayList<>();
        boolean moving = false;
        for (EtcdCampaign campaign : campaigns) {
            if (!campaign.isOver() && campaign.isInQueue() && !campaign.isSecure()) {
                moving = true; // no renewal counts before its key has moved
                if (campaign.unansweredFor().compareTo(context.patience()) > 0) {
                    request.fail(List.of(campaign), context.whyNot(campaign));
                }
                continue;
            }
            Optional<ElectionException> failure = failureOf(campaign);
            failure.ifPresentOrElse(reason -> request.fail(List.of(campaign), reason), () -> renewed.add(campaign));
        }
        renewed.forEach(EtcdCampaign::onRenewed);
        request.grant(renewed, lease.ttl());
        if (moving) {
            context.moves().tick();
        }
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
