/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.RenewalRequest;
import io.election4j.backend.RenewalRequest.Pending;
import io.election4j.backend.ServiceProblems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Renews campaigns, those on one lease together, so that a lease that is stuck delays no other. A renewal of a campaign without a
 * key, or whose key is to move first, waits for that. Lives on the loop.
 */
final class Renewals {
    private final CampaignContext context;
    private List<Pending<EtcdCampaign>> waiting = new ArrayList<>();

    Renewals(CampaignContext context) {
        this.context = context;
    }

    void ask(RenewalRequest<EtcdCampaign> request) {
        send(request.pending(context.now()));
    }

    /** Sends those that have a key; the others wait. */
    private void send(Collection<Pending<EtcdCampaign>> renewals) {
        Map<SharedLease, List<Pending<EtcdCampaign>>> byLease = new LinkedHashMap<>();
        for (Pending<EtcdCampaign> renewal : renewals) {
            EtcdCampaign campaign = renewal.campaign();
            if (campaign.isOver()) {
                renewal.fail(ServiceProblems.over());
            } else if (campaign.isRenewable()) {
                byLease.computeIfAbsent(campaign.lease(), lease -> new ArrayList<>())
                        .add(renewal);
            } else {
                waiting.add(renewal);
            }
        }
        byLease.forEach((lease, together) -> new RenewalBatch(context, lease, together, this::await).send());
    }

    /** A renewal has no outcome yet, because the key of its campaign must move first. */
    private void await(Pending<EtcdCampaign> renewal) {
        waiting.add(renewal);
        context.moves().tick();
    }

    /** Sends those that have waited and whose key is in place by now, and fails those that have waited for too long. */
    void tick() {
        long patience = context.patience().toNanos();
        List<Pending<EtcdCampaign>> due = waiting.stream()
                .filter(renewal ->
                        renewal.campaign().isOver() || renewal.campaign().isReadyForRenewal())
                .toList();
        waiting.removeAll(due);
        send(due);
        List<Pending<EtcdCampaign>> late = waiting.stream()
                .filter(renewal -> context.now() - renewal.since() > patience)
                .toList();
        waiting.removeAll(late);
        late.forEach(renewal -> renewal.fail(context.whyNot(renewal.campaign())));
    }

    void close() {
        List<Pending<EtcdCampaign>> left = waiting;
        waiting = new ArrayList<>();
        left.forEach(renewal -> renewal.fail(context.problems().shared().closed()));
    }
}
