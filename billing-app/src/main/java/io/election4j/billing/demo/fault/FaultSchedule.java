/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Holds the remaining faults in order. They are due by progress, not by time, so that they are the same on every
 * machine.
 */
public final class FaultSchedule {

    /** Three crashes, one pause and one orderly change of the leader, with work between and after them. */
    public static final List<Fault> STANDARD = List.of(
            new Fault(FaultKind.KILL, 0.08),
            new Fault(FaultKind.FREEZE, 0.27),
            new Fault(FaultKind.KILL, 0.45),
            new Fault(FaultKind.RETIRE, 0.62),
            new Fault(FaultKind.KILL, 0.78));

    private final Deque<Fault> faults;

    public FaultSchedule(List<Fault> faults) {
        this.faults = new ArrayDeque<>(faults);
    }

    /** Returns the next fault if enough is done that it is due. */
    public Optional<Fault> due(double fractionDone) {
        return Optional.ofNullable(faults.peek()).filter(fault -> fractionDone >= fault.fraction());
    }

    /** Removes the next fault after its injection. */
    public void done() {
        faults.remove();
    }

    /** Whether no fault is left. */
    public boolean isEmpty() {
        return faults.isEmpty();
    }
}
