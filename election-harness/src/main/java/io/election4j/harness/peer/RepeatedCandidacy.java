/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.Candidacy;
import io.election4j.Candidate;
import io.election4j.Elections;
import io.election4j.Term;
import io.election4j.testkit.history.History;
import io.election4j.testkit.history.RecordingCandidate;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Stands in one election repeatedly until the process ends, leads for a short or a longer time in each term, and
 * records until when its terms claimed to be valid.
 */
final class RepeatedCandidacy {
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final int SHORT_TERMS_PERCENT = 70;

    private final Elections elections;
    private final History history;
    private final EventWriter events;
    private final String election;
    private final String process;
    private final InjectedDefect defect;
    private final Random random;

    /** @param process name of this process, unique among the processes */
    RepeatedCandidacy(
            Elections elections,
            History history,
            EventWriter events,
            String election,
            String process,
            InjectedDefect defect,
            long seed) {
        this.elections = elections;
        this.history = history;
        this.events = events;
        this.election = election;
        this.process = process;
        this.defect = defect;
        this.random = new Random(seed);
    }

    void start() {
        Thread thread = new Thread(this::standRepeatedly, "repeated-candidacy-" + election);
        thread.setDaemon(true);
        thread.start();
    }

    private void standRepeatedly() {
        String entered = defect == InjectedDefect.NO_EXCLUSION ? election + "-" + process : election;
        try {
            for (int number = 1; true; number++) {
                String candidateId = process + "-" + number;
                Candidacy candidacy = elections.enter(entered, candidateId, candidate(candidateId));
                pause(between(1_000, 6_000));
                candidacy.close();
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private Candidate candidate(String candidateId) {
        Candidate recording = new RecordingCandidate(history, election, candidateId, this::lead);
        return defect == InjectedDefect.CLAIMS_TOO_LONG ? term -> recording.lead(new OverdueTerm(term)) : recording;
    }

    private void lead(Term term) throws InterruptedException {
        events.say(PeerEvent.Kind.WON, election);
        boolean isShort = between(0, 100) < SHORT_TERMS_PERCENT;
        long span = TimeUnit.MILLISECONDS.toNanos(isShort ? between(20, 400) : between(1_000, 6_000));
        long start = System.nanoTime();
        while (term.isValid() && System.nanoTime() - start < span) {
            pause((int) LOOK.toMillis());
        }
    }

    private synchronized int between(int least, int most) {
        return least + random.nextInt(most - least);
    }

    private static void pause(int millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
