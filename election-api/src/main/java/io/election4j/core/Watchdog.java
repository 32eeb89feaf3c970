/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks each candidacy and watch once a second for a state that it cannot leave, such as a pause without a timer. A
 * state that is wrong in two checks in a row, although the loop has run all waiting tasks in between, is a bug of this
 * library or a result of low memory; it is logged, and work continues from the present state. Lives on the loop.
 */
final class Watchdog {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** Represents a candidacy or a watch that must always be able to continue. */
    interface Watched {
        String name();

        /** Why it cannot continue, in a few words; null if it can. */
        @Nullable
        String inconsistency();

        /** Makes it continue. */
        void recover();
    }

    private final Consumer<Consumer<Watched>> everybody;
    private Set<Watched> suspects = Set.of();

    /** @param everybody calls its argument with each object that is to be checked */
    Watchdog(Consumer<Consumer<Watched>> everybody) {
        this.everybody = everybody;
    }

    void inspect() {
        List<Watched> broken = new ArrayList<>();
        everybody.accept(each -> {
            if (each.inconsistency() != null) {
                broken.add(each);
            }
        });
        Set<Watched> earlier = suspects;
        suspects = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Watched each : broken) {
            if (earlier.contains(each)) {
                recover(each);
            } else {
                suspects.add(each);
            }
        }
    }

    private static void recover(Watched each) {
        String why = each.inconsistency();
        try {
            each.recover();
        } finally {
            log.error(
                    "{}: {}; it goes on now. This process lacks memory or threads, or it is a bug of Election4j: report it",
                    each.name(),
                    why);
        }
    }
}
