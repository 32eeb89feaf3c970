/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.shortage;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus;
import io.election4j.Elections;
import io.election4j.Term;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Stands in two elections and notes its terms in a {@link TermFile}, as a process of its own; fills its heap on order.
 * Its output reports its state.
 */
final class ShortProcess {
    static final List<String> ELECTIONS = List.of("leads", "waits");

    private static final int LARGEST = 1 << 16;
    private static final int SMALLEST = 16;
    private static final long LOOK_MILLIS = 20;
    private static final String ID = "short";

    private final TermFile file;
    private final AtomicReferenceArray<@Nullable Term> terms = new AtomicReferenceArray<>(ELECTIONS.size());

    private ShortProcess(TermFile file) {
        this.file = file;
    }

    /**
     * Runs until it is killed.
     *
     * @param arguments the URI, and the file
     */
    public static void main(String[] arguments) throws Exception {
        new ShortProcess(TermFile.open(Path.of(arguments[1]))).run(arguments[0]);
    }

    private void run(String uri) throws InterruptedException {
        start("sample", this::sample);
        start("fill", this::fillWhenOrdered);
        Elections elections = Elections.connect(uri);
        List<Candidacy> candidacies = ELECTIONS.stream()
                .map(election -> elections.enter(election, ID, term -> lead(ELECTIONS.indexOf(election), term)))
                .toList();
        String[] said = new String[ELECTIONS.size()];
        while (true) {
            for (int i = 0; i < candidacies.size(); i++) {
                tell(i, candidacies.get(i), said);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void lead(int election, Term term) throws InterruptedException {
        terms.set(election, term);
        term.awaitEnd();
    }

    private void tell(int election, Candidacy candidacy, String[] said) {
        try {
            CandidacyStatus status = candidacy.status();
            file.noteState(election, status.state());
            String text = ELECTIONS.get(election) + " " + status.state() + " "
                    + status.problem().orElse("");
            if (!text.equals(said[election])) {
                said[election] = text;
                System.out.println(text);
            }
        } catch (OutOfMemoryError full) {
            // tries again later
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads the time first: a term that is valid after that was valid at that time. */
    private void sample() {
        while (true) {
            try {
                for (int i = 0; i < ELECTIONS.size(); i++) {
                    Term term = terms.get(i);
                    long now = System.nanoTime();
                    if (term != null && term.isValid()) {
                        file.noteValid(i, term.fencingToken(), now);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (OutOfMemoryError full) {
                // unexpected, because sampling needs no memory
            } catch (InterruptedException never) {
                return;
            }
        }
    }

    private void fillWhenOrdered() {
        while (true) {
            @Nullable Object[] ballast = {};
            int size = LARGEST;
            while (file.isHeapToBeFull()) {
                try {
                    ballast = new @Nullable Object[] {new byte[size], ballast};
                } catch (OutOfMemoryError full) {
                    file.noteShortage();
                    size = Math.max(SMALLEST, size / 2);
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException never) {
                return;
            }
        }
    }
}
