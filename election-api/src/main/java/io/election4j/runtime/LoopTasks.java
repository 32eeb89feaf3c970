/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.runtime;

import java.util.Collection;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one task for each of many, so that one that throws keeps no other from its turn. */
public final class LoopTasks {
    private static final Logger log = LoggerFactory.getLogger(LoopTasks.class);

    private LoopTasks() {}

    /** Runs the task for each, in their order; logs what it throws, and goes on. */
    public static <T> void forEach(Collection<T> all, Consumer<T> task) {
        for (T each : all) {
            try {
                task.accept(each);
            } catch (RuntimeException | Error thrown) {
                Failures.log(readable -> log.error("a task of the loop failed", readable), thrown);
            }
        }
    }
}
