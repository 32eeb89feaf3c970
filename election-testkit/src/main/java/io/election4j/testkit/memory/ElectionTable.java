/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Leader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Holds all elections of one service: queues, leaders and expiry. Guarded by the service's lock. */
final class ElectionTable {
    private final ExpiryTimer timer;
    private final Mailboxes mailboxes;
    private final Consumer<MemoryCampaign> onExpiry;
    private final Map<String, MemoryElection> elections = new TreeMap<>();
    private long lastToken;

    /** @param onExpiry called, without the lock, when a campaign may have expired */
    ElectionTable(ExpiryTimer timer, Mailboxes mailboxes, Consumer<MemoryCampaign> onExpiry) {
        this.timer = timer;
        this.mailboxes = mailboxes;
        this.onExpiry = onExpiry;
    }

    /** Adds a campaign to its queue, unless it has left before its request to enter arrived. */
    void join(MemoryCampaign campaign) {
        if (campaign.left) {
            return;
        }
        campaign.standing = true;
        campaign.renewedAt = timer.now();
        awaitExpiry(campaign);
        election(campaign.election()).add(campaign);
        settle(campaign.election());
    }

    /** Restarts the time to live; false if the campaign does not stand any more. */
    boolean renew(MemoryCampaign campaign) {
        campaign.renewedAt = timer.now();
        return campaign.standing;
    }

    void leave(MemoryCampaign campaign) {
        campaign.left = true;
        if (campaign.standing) {
            remove(campaign);
        }
    }

    /** Removes the campaigns without reporting a loss: they leave by their own decision. */
    void removeAllOf(MemoryBackend connection) {
        campaignsOf(connection).forEach(this::remove);
    }

    void expireIfDue(MemoryCampaign campaign) {
        if (!campaign.standing) {
            return;
        }
        if (nanosLeft(campaign) <= 0) {
            drop(campaign);
        } else {
            awaitExpiry(campaign);
        }
    }

    void revoke(String path) {
        head(path).ifPresent(this::drop);
    }

    void dropAllOf(MemoryBackend connection) {
        campaignsOf(connection).forEach(this::drop);
    }

    void dropAll(String path) {
        Optional.ofNullable(elections.get(path))
                .ifPresent(election -> reversed(election.campaigns()).forEach(this::drop));
    }

    /** Holds the data of this service that a backup would hold. */
    record Copy(List<Copied> campaigns, long lastToken) {}

    /** Holds a campaign and its token at that time. */
    record Copied(MemoryCampaign campaign, long token) {}

    Copy copy() {
        return new Copy(
                campaigns().stream()
                        .map(campaign -> new Copied(campaign, campaign.token))
                        .toList(),
                lastToken);
    }

    /**
     * Drops all standing campaigns. Restores the queues of that time for one time to live, with campaigns that are not
     * renewed.
     */
    void restore(Copy copy) {
        reversed(campaigns()).forEach(this::drop);
        for (Copied then : copy.campaigns) {
            MemoryCampaign ghost = then.campaign.again();
            ghost.token = then.token;
            join(ghost);
        }
        lastToken = copy.lastToken;
    }

    Optional<MemoryCampaign> head(String path) {
        return Optional.ofNullable(elections.get(path)).flatMap(MemoryElection::head);
    }

    Optional<Leader> leader(String path) {
        return Optional.ofNullable(elections.get(path)).flatMap(MemoryElection::leader);
    }

    /** Lists the leader first, then the others in the order of the queue. */
    List<String> candidates(String path) {
        return Optional.ofNullable(elections.get(path)).stream()
                .flatMap(election -> election.campaigns().stream())
                .map(campaign -> campaign.asLeader().candidateId())
                .toList();
    }

    void watch(MemoryWatch watch) {
        election(watch.election()).add(watch);
        settle(watch.election());
    }

    void unwatch(MemoryWatch watch) {
        election(watch.election()).remove(watch);
        settle(watch.election());
    }

    List<MemoryWatch> watchesOf(MemoryBackend connection) {
        return elections.values().stream()
                .flatMap(election -> election.watches().stream())
                .filter(watch -> watch.connection().equals(connection))
                .toList();
    }

    List<MemoryCampaign> campaigns() {
        return elections.values().stream()
                .flatMap(election -> election.campaigns().stream())
                .toList();
    }

    private List<MemoryCampaign> campaignsOf(MemoryBackend connection) {
        return reversed(campaigns()).stream()
                .filter(campaign -> campaign.connection().equals(connection))
                .toList();
    }

    /** Removes queued campaigns from the end, so that a campaign that is to be removed never becomes leader first. */
    private static List<MemoryCampaign> reversed(List<MemoryCampaign> campaigns) {
        List<MemoryCampaign> reversed = new ArrayList<>(campaigns);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Removes a campaign and reports the loss, because the campaign did not ask for it. */
    private void drop(MemoryCampaign campaign) {
        mailboxes.send(campaign.connection(), () -> {
            // In this order, so that a win that another thread is about to report never follows the loss.
            campaign.won()
                    .completeExceptionally(
                            new ElectionException(Kind.REFUSED, "the service has dropped this campaign"));
            campaign.lost().complete(null);
        });
        remove(campaign);
    }

    private void remove(MemoryCampaign campaign) {
        campaign.standing = false;
        Future<?> expiry = campaign.expiry;
        if (expiry != null) {
            expiry.cancel(false);
        }
        election(campaign.election()).remove(campaign);
        settle(campaign.election());
    }

    /** Gives a free seat to the next campaign in the queue and answers the watches that wait for it. */
    private void settle(String path) {
        MemoryElection election = election(path);
        election.promote().ifPresent(elected -> {
            long token = elected.token;
            mailboxes.send(elected.connection(), () -> elected.won().complete(token));
        });
        Optional<Leader> leader = election.leader();
        election.takeAnswered()
                .forEach(watch ->
                        mailboxes.send(watch.connection(), () -> watch.answer().complete(leader)));
        if (election.isIdle()) {
            elections.remove(path);
        }
    }

    private MemoryElection election(String path) {
        return elections.computeIfAbsent(path, unknown -> new MemoryElection(() -> ++lastToken));
    }

    private void awaitExpiry(MemoryCampaign campaign) {
        Future<?> earlier = campaign.expiry;
        if (earlier != null) {
            earlier.cancel(false);
        }
        campaign.expiry = timer.after(nanosLeft(campaign), () -> onExpiry.accept(campaign));
    }

    private long nanosLeft(MemoryCampaign campaign) {
        return campaign.ttl().toNanos() - (timer.now() - campaign.renewedAt);
    }
}
