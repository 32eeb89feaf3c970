/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.RenewalRequest;
import io.election4j.backend.ServiceProblems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renews campaigns, those on one lease together, so that a lease that is stuck delays no other. Lives on the loop. */
final class Renewals {
    private final CampaignContext context;

    Renewals(CampaignContext context) {
        this.context = context;
    }

    void ask(RenewalRequest<EtcdCampaign> request) {
        Map<SharedLease, List<EtcdCampaign>> byLease = new LinkedHashMap<>();
        List<EtcdCampaign> over = new ArrayList<>();
        for (EtcdCampaign campaign : request.campaigns()) {
            if (campaign.isOver()) {
                over.add(campaign);
            } else if (campaign.isRenewable()) {
                byLease.computeIfAbsent(campaign.lease(), lease -> new ArrayList<>())
                        .add(campaign);
            } else if (campaign.unansweredFor().compareTo(context.patience()) > 0) {
                request.fail(List.of(campaign), context.whyNot(campaign));
            }
        }
        request.fail(over, ServiceProblems.over());
        byLease.forEach((lease, campaigns) -> new RenewalBatch(context, request, lease, campaigns).send());
    }
}
