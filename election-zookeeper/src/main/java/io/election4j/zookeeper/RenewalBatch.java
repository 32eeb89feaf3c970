/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.backend.RenewalRequest.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The renewals that share one request. The request checks as many nodes as fit into it, beginning with those not checked for
 * the longest time. Other renewals are granted with it if their node was checked within the last span: the request proves the
 * session, and a node ends before its session only if another client deletes it, which its watch shows. Renewals of campaigns
 * that have not entered yet are granted, too: the service answers.
 *
 * @param nodes to be checked
 * @param checked renewals of these nodes
 * @param riders renewals of other nodes, or of none yet
 * @param sentAt on the backend's clock
 */
record RenewalBatch(
        List<String> nodes,
        List<Pending<ZooKeeperCampaign>> checked,
        List<Pending<ZooKeeperCampaign>> riders,
        long sentAt) {
    /** A server accepts a request of 1 MB unless told otherwise. */
    private static final int MOST_BYTES = 400_000;

    /** Checked if no campaign has a node yet: the answer still proves the session. */
    private static final String ROOT = "/";

    /** What a check costs beside the path of its node. */
    private static final int BYTES_PER_CHECK = 20;

    /** Takes renewals from the waiting ones, and leaves those without a node and those that do not fit. */
    static RenewalBatch take(Collection<Pending<ZooKeeperCampaign>> waiting, Session session, Duration span, long now) {
        Set<String> nodes = new LinkedHashSet<>();
        List<Pending<ZooKeeperCampaign>> checked = new ArrayList<>();
        List<Pending<ZooKeeperCampaign>> riders = new ArrayList<>();
        List<Pending<ZooKeeperCampaign>> outside = new ArrayList<>();
        int bytes = 0;
        List<Pending<ZooKeeperCampaign>> longestUnchecked = waiting.stream()
                .sorted(Comparator.comparing((Pending<ZooKeeperCampaign> each) ->
                                each.campaign().sinceChecked(now))
                        .reversed())
                .toList();
        for (Pending<ZooKeeperCampaign> renewal : longestUnchecked) {
            Optional<String> node = renewal.campaign().provableNode(session);
            if (node.isEmpty()) {
                if (renewal.campaign().isWaitingForTurn()) {
                    outside.add(renewal);
                }
            } else if (nodes.contains(node.get()) || bytes < MOST_BYTES) {
                bytes += nodes.add(node.get()) ? node.get().length() + BYTES_PER_CHECK : 0;
                checked.add(renewal);
            } else if (renewal.campaign().sinceChecked(now).compareTo(span) < 0) {
                riders.add(renewal);
            }
        }
        if (nodes.isEmpty() && !outside.isEmpty()) {
            nodes.add(ROOT);
        }
        riders.addAll(outside);
        waiting.removeAll(identities(checked, riders));
        return new RenewalBatch(List.copyOf(nodes), checked, riders, now);
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    List<Pending<ZooKeeperCampaign>> all() {
        List<Pending<ZooKeeperCampaign>> all = new ArrayList<>(checked);
        all.addAll(riders);
        return all;
    }

    private static Set<Pending<ZooKeeperCampaign>> identities(
            List<Pending<ZooKeeperCampaign>> checked, List<Pending<ZooKeeperCampaign>> riders) {
        Set<Pending<ZooKeeperCampaign>> taken = new LinkedHashSet<>(checked);
        taken.addAll(riders);
        return taken;
    }
}
