/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.Optional;
import java.util.function.Consumer;

/** Watches at most one key at a time. Lives on the loop. */
final class SingleWatch {
    private final KeyWatches watches;
    private Optional<String> key = Optional.empty();
    private Optional<KeyWatches.Watch> watch = Optional.empty();

    SingleWatch(KeyWatches watches) {
        this.watches = watches;
    }

    boolean isEmpty() {
        return key.isEmpty();
    }

    boolean isOn(String other) {
        return key.filter(other::equals).isPresent();
    }

    /**
     * Watches only this key from now on; continues if it already does.
     *
     * @param known the number of a write up to which the state of the key is known
     */
    void turnTo(String other, long known, Consumer<Optional<Entry>> listener) {
        if (isOn(other)) {
            watch.ifPresent(running -> running.upTo(known));
        } else {
            end();
            key = Optional.of(other);
            watch = Optional.of(watches.watch(other, known, listener));
        }
    }

    void end() {
        watch.ifPresent(KeyWatches.Watch::end);
        watch = Optional.empty();
        key = Optional.empty();
    }
}
