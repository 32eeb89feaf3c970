/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.shortage;

import io.election4j.CandidacyStatus.State;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares terms between two processes through a mapped file: one notes its terms there without memory of its heap, and
 * the other reads them and gives orders. Times are those of {@link System#nanoTime}, which is the same in all processes
 * of a machine. One thread notes terms.
 */
final class TermFile {
    private static final int ORDER = 0;
    private static final int SHORTAGES = 1;
    private static final int OTHER = 0;
    private static final int LEADING = 1;
    private static final int WAITING = 2;
    private static final int HEADER = 2;
    private static final int MOST_TERMS = 100;
    private static final int LONGS_PER_TERM = 3;
    private static final int LONGS_PER_ELECTION = 2 + MOST_TERMS * LONGS_PER_TERM;
    private static final int ELECTIONS = 2;

    private final MappedByteBuffer longs;

    private TermFile(MappedByteBuffer longs) {
        this.longs = longs;
    }

    /** Describes a term that was valid at both times, and so between them. */
    record SeenTerm(long token, long first, long last) {}

    /** Opens the file, or creates it. */
    static TermFile open(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = (HEADER + ELECTIONS * LONGS_PER_ELECTION) * (long) Long.BYTES;
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
            mapped.order(ByteOrder.nativeOrder());
            return new TermFile(mapped);
        } catch (IOException cannot) {
            throw new IllegalStateException("no file to note terms in", cannot);
        }
    }

    /** Orders the process to fill its heap, or to release that memory. */
    void fillHeap(boolean full) {
        put(ORDER, full ? 1 : 0);
    }

    boolean isHeapToBeFull() {
        return get(ORDER) == 1;
    }

    void noteShortage() {
        put(SHORTAGES, get(SHORTAGES) + 1);
    }

    /** How often memory ran out. */
    long shortages() {
        return get(SHORTAGES);
    }

    void noteState(int election, State state) {
        put(base(election), state == State.LEADING ? LEADING : state == State.WAITING ? WAITING : OTHER);
    }

    boolean isLeading(int election) {
        return get(base(election)) == LEADING;
    }

    boolean isWaiting(int election) {
        return get(base(election)) == WAITING;
    }

    /** Notes a term that is valid now. */
    void noteValid(int election, long token, long now) {
        int count = (int) get(base(election) + 1);
        int slot = slot(election, count - 1);
        if (count == 0 || get(slot) != token) {
            slot = slot(election, Math.min(count, MOST_TERMS - 1));
            put(slot, token);
            put(slot + 1, now);
            put(slot + 2, now);
            put(base(election) + 1, Math.min(count + 1, MOST_TERMS));
        }
        put(slot + 2, now);
    }

    List<SeenTerm> terms(int election) {
        List<SeenTerm> terms = new ArrayList<>();
        for (int i = 0; i < get(base(election) + 1); i++) {
            int slot = slot(election, i);
            terms.add(new SeenTerm(get(slot), get(slot + 1), get(slot + 2)));
        }
        return terms;
    }

    private static int base(int election) {
        return HEADER + election * LONGS_PER_ELECTION;
    }

    private static int slot(int election, int term) {
        return base(election) + 2 + Math.max(0, term) * LONGS_PER_TERM;
    }

    private long get(int index) {
        return longs.getLong(index * Long.BYTES);
    }

    private void put(int index, long value) {
        longs.putLong(index * Long.BYTES, value);
    }
}
