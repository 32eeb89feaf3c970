/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Admits one request at a time. The slot is free again when the request ends, if sending it throws, and after a limit: the outcome
 * may have been lost for want of memory. A request ends once, and not any more after another has been sent. Lives on the loop.
 */
final class RequestSlot {
    private final LongSupplier clock;
    private final Duration limit;
    private long latest;
    private boolean taken;
    private long takenAt;

    /**
     * Creates a free slot.
     *
     * @param clock nanoseconds, monotonic
     * @param limit longer than any request takes that has a time limit of its own
     */
    RequestSlot(LongSupplier clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** Whether a request is under way. */
    boolean isTaken() {
        return taken && clock.getAsLong() - takenAt <= limit.toNanos();
    }

    /** Whether a request has had no outcome within the limit, and no other was sent since. */
    boolean isLost() {
        return taken && !isTaken();
    }

    /**
     * Takes the slot, and sends a request.
     *
     * @param request sends it; receives the ticket that ends it
     */
    void send(Consumer<Ticket> request) {
        Ticket ticket = new Ticket(++latest);
        taken = true;
        takenAt = clock.getAsLong();
        try {
            request.accept(ticket);
        } catch (RuntimeException | Error thrown) {
            ticket.end();
            throw thrown;
        }
    }

    /** Stands for one request. */
    final class Ticket {
        private final long number;

        private Ticket(long number) {
            this.number = number;
        }

        /** Frees the slot when there is an outcome; false if this request does not hold it any more: the outcome is to be ignored. */
        boolean end() {
            boolean held = taken && number == latest;
            if (held) {
                taken = false;
            }
            return held;
        }
    }
}
