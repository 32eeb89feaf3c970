/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reports each problem once, until the service answers again. For one thread. */
public final class Problems {
    private final Consumer<String> tell;
    private final Set<String> told = new HashSet<>();

    /** @param tell receives one line */
    public Problems(Consumer<String> tell) {
        this.tell = tell;
    }

    void see(Optional<String> problem) {
        if (problem.isEmpty() && !told.isEmpty()) {
            told.clear();
            tell.accept("the service answers again");
        }
        problem.filter(told::add).ifPresent(tell);
    }
}
