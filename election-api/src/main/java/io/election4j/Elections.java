/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

import io.election4j.core.ElectionEngine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Gives access to the elections on one coordination service.
 *
 * <p>Thread-safe. Share one instance per service: all its elections use one connection and one engine thread.
 */
public interface Elections extends AutoCloseable {

    /**
     * Connects to the service named by a URI such as {@code etcd://host1:2379,host2:2379/billing?ttl=10s}.
     *
     * <p>The scheme picks the backend; a bare scheme such as {@code zookeeper} means that service on this machine. The
     * path is the namespace. The option {@code ttl} is the time to live: about how long a dead leader keeps its seat;
     * the default suits the service and is usually 10 s. Returns without waiting for the service to answer: {@link
     * Candidacy#status()} shows whether it does.
     *
     * @throws ElectionException of kind {@link ElectionException.Kind#INVALID INVALID} if no backend on the class path
     *     handles the scheme, or the URI or one of its options is not valid
     */
    static Elections connect(String uri) {
        return ElectionEngine.connect(uri);
    }

    /**
     * Stands for election, term after term, until the candidacy is closed. Returns at once.
     *
     * <p>After a term that was shorter than 10 s the candidate pauses before it stands again: 0.1 s at first, twice as
     * long after each short term, up to 10 s, so that a {@code lead()} that returns or fails at once is not elected
     * many times a second. A longer term resets the pause.
     *
     * @param election 1 to 200 letters, digits, dots, dashes and underscores
     * @param candidateId the name that observers see, 1 to 255 printable characters: no control or format characters,
     *     line separators, lone surrogates or characters that this Java does not know; need not be unique, but
     *     observers cannot distinguish candidates with the same name
     * @throws IllegalArgumentException if a name is not acceptable
     * @throws IllegalStateException if these elections are closed
     */
    Candidacy enter(String election, String candidateId, Candidate candidate);

    /**
     * Stands for election as {@link #enter} does, for a candidate that needs no thread while it leads.
     *
     * @throws IllegalArgumentException if a name is not acceptable
     * @throws IllegalStateException if these elections are closed
     */
    Candidacy enterAsync(String election, String candidateId, AsyncCandidate candidate);

    /**
     * Reports the present leader and then every change, without standing.
     *
     * <p>Calls to {@code onChange} come one after another; the first call reports the first leader. An observer that is
     * slower than the changes receives the latest one, not each. They run on a pool of at most 32 threads, shared with
     * the dependents of futures and stages of these elections and with {@link #enterAsync}: code that blocks there
     * delays the others once all threads are blocked, but it delays no election, no renewal and no end of a term.
     *
     * @throws IllegalArgumentException if the name is not acceptable
     * @throws IllegalStateException if these elections are closed
     */
    LeaderWatch watch(String election, Consumer<Optional<Leader>> onChange);

    /**
     * Reads once which candidates stand: the ids of all candidates, those of the service's own tools included, the
     * leader first, then the others in the order in which they would lead, as far as the service reports it. Empty if
     * no candidate stands.
     *
     * <p>Returns at once. The future fails with an {@link ElectionException} if the service does not answer within a
     * few seconds or refuses, and with one of kind {@link ElectionException.Kind#INVALID INVALID} if the backend cannot
     * list candidates. Its dependents run on the pool of {@link #watch} and should return soon.
     *
     * @throws IllegalArgumentException if the name is not acceptable
     * @throws IllegalStateException if these elections are closed
     */
    CompletableFuture<List<String>> candidates(String election);

    /**
     * Asks the present leader, in this or another process, to hand over: its term ends as by {@link Term#resign()}.
     *
     * <p>Returns at once. The future completes with the leader that was asked when it no longer leads, for any reason;
     * at once with empty if no candidate leads. A leader that receives no requests, such as one of the service's own
     * tools, continues to lead, and the future stays pending: set a time limit. Cancelling the future withdraws the
     * request, unless the leader has received it. It fails with {@link ElectionException} if the service refuses the
     * request. Its dependents run on the pool of {@link #watch} and should return soon.
     *
     * @throws IllegalArgumentException if the name is not acceptable
     * @throws IllegalStateException if these elections are closed
     */
    CompletableFuture<Optional<Leader>> askToResign(String election);

    /**
     * Withdraws every candidacy at once, as {@link Candidacy#close()} does, then disconnects. Blocks until then, at most
     * about twice the time to live; called from within {@link Candidate#lead}, it does not wait.
     */
    @Override
    void close();
}
