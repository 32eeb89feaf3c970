/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Leader;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.HeldRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Implements a coordination service inside this process whose faults a test controls; {@code memory:NAME} connects to
 * it.
 *
 * <p>A service and its tokens live as long as the process: tokens rise over all its elections. Candidates queue and are
 * elected first come, first served; a candidate that is not renewed for its time to live is dropped. A thread exists
 * only while a candidate stands. Thread-safe; no method blocks.
 *
 * <p>Methods that take an election mean one of the default namespace; write {@code namespace/election} for another one.
 */
public final class MemoryService {

    /** Selects how a service treats its clients. */
    public enum Behaviour {
        /** The service answers. */
        ANSWERING,
        /**
         * The service is paused: requests wait, no client receives anything and no time to live runs out, until the
         * behaviour changes.
         */
        FROZEN,
        /** Every request and every watch fails at once, of kind {@link Kind#UNREACHABLE}; times to live run out. */
        UNREACHABLE,
        /** Every request and every watch fails at once, of kind {@link Kind#REFUSED}; times to live run out. */
        REFUSING
    }

    private static final ConcurrentMap<String, MemoryService> SERVICES = new ConcurrentHashMap<>();

    private final Object lock = new Object();
    private final ElectionTable elections;
    private final Mailboxes mailboxes = new Mailboxes();
    private final Reachability reach = new Reachability();
    private final List<Hold> holds = new ArrayList<>();
    private final List<Request> waiting = new ArrayList<>();
    private final List<Request> unanswered = new ArrayList<>();

    private MemoryService(ExpiryTimer timer) {
        this.elections = new ElectionTable(timer, mailboxes, this::expire);
    }

    /** Returns the service to which {@code memory:NAME} connects; the first call creates it. */
    public static MemoryService named(String name) {
        return SERVICES.computeIfAbsent(name, unknown -> new MemoryService(ExpiryTimer.real(name)));
    }

    /**
     * Makes a service whose time the test moves: after each move the test calls {@link #expireDue()}.
     *
     * @param nanoClock never goes back; in nanoseconds
     * @throws IllegalStateException if a service of that name exists
     */
    public static MemoryService withClock(String name, LongSupplier nanoClock) {
        MemoryService made = new MemoryService(ExpiryTimer.manual(nanoClock));
        if (SERVICES.putIfAbsent(name, made) != null) {
            throw new IllegalStateException("there is a memory service named '" + name + "' already");
        }
        return made;
    }

    /** Returns the holder of an election's seat, also while no client can receive an answer. */
    public Optional<Leader> leader(String election) {
        synchronized (lock) {
            return elections.leader(path(election));
        }
    }

    /** Takes the seat of an election from its leader, as an operator may; nothing happens without a leader. */
    public void revoke(String election) {
        change(() -> elections.revoke(path(election)));
    }

    /** Drops every candidate, of any election, on the connection of an election's leader. */
    public void endSession(String election) {
        change(() -> elections.head(path(election)).ifPresent(leader -> elections.dropAllOf(leader.connection())));
    }

    /** Drops every candidate of an election. */
    public void delete(String election) {
        change(() -> elections.dropAll(path(election)));
    }

    /**
     * Copies the queues, the leaders and the last token. Running the result restores them, as from a backup: tokens go
     * back, and candidates that came since then are dropped. Candidates of that time that do not stand now stand again
     * for one time to live, although they are not renewed.
     */
    public Runnable snapshot() {
        synchronized (lock) {
            ElectionTable.Copy copy = elections.copy();
            return () -> change(() -> elections.restore(copy));
        }
    }

    /** Changes how the service behaves towards all clients. */
    public void behave(Behaviour next) {
        change(() -> {
            reach.behave(next);
            onReachChanged();
        });
    }

    /**
     * Cuts every connection on which a candidate of this name has campaigned, or will, off the service: its requests
     * and watches fail at once, and its seats expire.
     */
    public void cutOff(String candidateId) {
        change(() -> {
            reach.cutOff(candidateId);
            onReachChanged();
        });
    }

    /**
     * Lets the requests of every connection on which a candidate of this name has campaigned, or will, have their
     * effect, and loses the answers. They fail when the name is cut off or restored.
     */
    public void loseReplies(String candidateId) {
        change(() -> {
            reach.deafen(candidateId);
            onReachChanged();
        });
    }

    /**
     * Holds back some of the requests on every connection on which a candidate of this name has campaigned, and
     * everything that follows them on that connection.
     *
     * @param passing how many requests pass before the first is held back
     * @param count how many are held back; {@link Integer#MAX_VALUE} for all
     */
    public HeldRequests hold(String candidateId, int passing, int count) {
        Hold hold = new Hold(this::change, mailboxes, candidateId, passing, count);
        change(() -> holds.add(hold));
        return hold;
    }

    /** Undoes {@link #cutOff} and {@link #loseReplies}. */
    public void restore(String candidateId) {
        change(() -> {
            reach.restore(candidateId);
            onReachChanged();
        });
    }

    /** Drops every candidate whose time to live is over. Only needed if the test moves the clock. */
    public void expireDue() {
        change(this::expireAll);
    }

    void connected(MemoryBackend connection) {
        change(() -> mailboxes.open(connection));
    }

    void disconnected(MemoryBackend connection) {
        Request end = new Request(connection, new CompletableFuture<>(), () -> elections.removeAllOf(connection));
        change(() -> {
            mailboxes.close(connection);
            if (!isHeld(end) && reach.refusal(connection).isEmpty() && !reach.isFrozen()) {
                end.effect().run();
            }
        });
    }

    /** Runs an effect now, or when the service goes on, or fails the answer. */
    void request(MemoryBackend from, CompletableFuture<?> answer, Runnable effect) {
        Request request = new Request(from, answer, effect);
        change(() -> {
            if (!isHeld(request)) {
                answer(request);
            }
        });
    }

    private boolean isHeld(Request request) {
        return holds.stream().anyMatch(hold -> hold.takes(request));
    }

    void join(MemoryCampaign campaign) {
        elections.join(campaign);
    }

    void renew(MemoryCampaign campaign, CompletableFuture<Duration> answer) {
        if (elections.renew(campaign)) {
            mailboxes.send(campaign.connection(), () -> answer.complete(campaign.ttl()));
        } else {
            mailboxes.send(
                    campaign.connection(),
                    () -> answer.completeExceptionally(new ElectionException(
                            Kind.REFUSED, "this campaign has no place in the election any more")));
        }
    }

    void leave(MemoryCampaign campaign, CompletableFuture<Void> answer) {
        elections.leave(campaign);
        mailboxes.send(campaign.connection(), () -> answer.complete(null));
    }

    void tellCandidates(MemoryBackend from, String election, CompletableFuture<List<String>> answer) {
        List<String> candidates = elections.candidates(election);
        mailboxes.send(from, () -> answer.complete(candidates));
    }

    void watch(MemoryWatch watch) {
        elections.watch(watch);
        var unused = watch.answer().whenComplete((leader, error) -> change(() -> elections.unwatch(watch)));
    }

    private void answer(Request request) {
        Optional<ElectionException> refusal = reach.refusal(request.from());
        if (refusal.isPresent()) {
            mailboxes.sendAnyway(() -> request.answer().completeExceptionally(refusal.get()));
        } else if (reach.isFrozen()) {
            waiting.add(request);
        } else if (!request.answer().isDone()) {
            boolean lost = reach.isDeaf(request.from());
            mailboxes.deafen(request.from(), lost);
            if (lost) {
                unanswered.add(request);
            }
            request.effect().run();
        }
    }

    private void failUnanswered() {
        List<Request> lost = unanswered.stream()
                .filter(request -> reach.refusal(request.from()).isPresent() || !reach.isDeaf(request.from()))
                .toList();
        unanswered.removeAll(lost);
        lost.forEach(request ->
                mailboxes.sendAnyway(() -> request.answer().completeExceptionally(Reachability.unreachable())));
    }

    private void onReachChanged() {
        failUnanswered();
        for (MemoryBackend connection : mailboxes.connections()) {
            Optional<ElectionException> refusal = reach.refusal(connection);
            refusal.ifPresent(reason -> elections
                    .watchesOf(connection)
                    .forEach(watch -> mailboxes.sendAnyway(() -> watch.answer().completeExceptionally(reason))));
            mailboxes.deafen(connection, reach.isDeaf(connection));
            mailboxes.reach(connection, refusal.isEmpty() && !reach.isFrozen());
        }
        if (!reach.isFrozen()) {
            List<Request> frozen = List.copyOf(waiting);
            waiting.clear();
            frozen.forEach(this::answer);
            expireAll();
        }
    }

    private void expire(MemoryCampaign campaign) {
        change(() -> {
            if (!reach.isFrozen()) {
                elections.expireIfDue(campaign);
            }
        });
    }

    private void expireAll() {
        if (!reach.isFrozen()) {
            elections.campaigns().forEach(elections::expireIfDue);
        }
    }

    /** Changes state under the lock and delivers messages without it, because a receiver may send another request. */
    private void change(Runnable change) {
        List<Runnable> news;
        synchronized (lock) {
            change.run();
            news = mailboxes.collect();
        }
        news.forEach(Runnable::run);
    }

    private static String path(String election) {
        return election.contains("/") ? election : BackendUri.DEFAULT_NAMESPACE + "/" + election;
    }
}
