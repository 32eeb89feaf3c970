/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.backend.RequestSlot.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestSlotTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final AtomicLong clock = new AtomicLong();
    private final RequestSlot slot = new RequestSlot(clock::get, LIMIT);

    private Ticket sent() {
        List<Ticket> tickets = new ArrayList<>();
        slot.send(tickets::add);
        return tickets.get(0);
    }

    @Test
    void theSlotIsTakenUntilTheRequestEnds() {
        Ticket ticket = sent();
        assertThat(slot.isTaken()).isTrue();
        assertThat(ticket.end()).isTrue();
        assertThat(slot.isTaken()).isFalse();
    }

    @Test
    void aRequestEndsOnce() {
        Ticket ticket = sent();
        assertThat(ticket.end()).isTrue();
        assertThat(ticket.end()).isFalse();
    }

    @Test
    void aRequestThatCannotBeSentLeavesTheSlotFree() {
        assertThatThrownBy(() -> slot.send(ticket -> {
                    throw new IllegalStateException("no memory");
                }))
                .hasMessage("no memory");
        assertThat(slot.isTaken()).isFalse();
    }

    @Test
    void aLostOutcomeIsNotAwaitedForEver() {
        Ticket lost = sent();
        clock.addAndGet(LIMIT.plusMillis(1).toNanos());
        assertThat(slot.isTaken()).isFalse();
        Ticket next = sent();
        assertThat(lost.end()).isFalse();
        assertThat(slot.isTaken()).isTrue();
        assertThat(next.end()).isTrue();
    }
}
