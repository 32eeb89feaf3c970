/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The renewals that share one request. It checks as many nodes as fit into it, those first that were not checked for the
 * longest time. Others ride along if theirs was checked within the last span: the request proves the session, and a node
 * cannot end before its session unless somebody deletes it, which its watch tells. So do those whose turn to enter has
 * not come: they hear that the service is there.
 *
 * @param nodes to be checked
 * @param checked renewals of these nodes
 * @param riders renewals of other nodes, or of none yet
 * @param sentAt on the backend's clock
 */
record ProofBatch(List<String> nodes, List<Renewal> checked, List<Renewal> riders, long sentAt) {
    /** A server accepts a request of 1 MB unless told otherwise. */
    private static final int MOST_BYTES = 400_000;

    /** Checked if there is no node of ours, for those who only want to hear that their session lives. */
    private static final String ROOT = "/";

    /** What a check costs beside the path of its node. */
    private static final int BYTES_PER_CHECK = 20;

    /** Takes from what waits, and leaves what has no node yet or has no place. */
    static ProofBatch take(Collection<Renewal> waiting, Session session, Duration span, long now) {
        Set<String> nodes = new LinkedHashSet<>();
        List<Renewal> checked = new ArrayList<>();
        List<Renewal> riders = new ArrayList<>();
        List<Renewal> outside = new ArrayList<>();
        int bytes = 0;
        List<Renewal> longestUnchecked = waiting.stream()
                .sorted(Comparator.comparing((Renewal each) -> each.campaign().sinceChecked(now))
                        .reversed())
                .toList();
        for (Renewal renewal : longestUnchecked) {
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
        return new ProofBatch(List.copyOf(nodes), checked, riders, now);
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    List<Renewal> all() {
        List<Renewal> all = new ArrayList<>(checked);
        all.addAll(riders);
        return all;
    }

    private static Set<Renewal> identities(List<Renewal> checked, List<Renewal> riders) {
        Set<Renewal> taken = new LinkedHashSet<>(checked);
        taken.addAll(riders);
        return taken;
    }
}
