/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import io.election4j.testkit.memory.ImpreciseService;
import io.election4j.testkit.memory.ImpreciseService.Flaw;
import java.time.Duration;

/** Backends that hold elections as long as no request arrives late. */
final class LateBackends {

    private LateBackends() {}

    abstract static class Late extends InterferedBackends.Interfered {
        private final ImpreciseService imprecise;

        Late(Flaw flaw) {
            this.imprecise = new ImpreciseService(service(), flaw);
        }

        @Override
        Backend spoil(Backend sound) {
            return imprecise.through(sound);
        }

        @Override
        Backend connectOver(UnreliableRoute line, Duration ttl) {
            return imprecise.through(super.connectOver(line, ttl));
        }
    }

    /** As if a lock were given up by its holder's session alone. */
    static class ReleasesByHolder extends Late {
        ReleasesByHolder() {
            super(Flaw.RELEASES_BY_HOLDER);
        }
    }

    /** As if a key were deleted without looking whose it is. */
    static class ReleasesByKey extends Late {
        ReleasesByKey() {
            super(Flaw.RELEASES_BY_KEY);
        }
    }

    static class ForgetsEntries extends Late {
        ForgetsEntries() {
            super(Flaw.FORGETS_ENTRIES);
        }
    }

    /** As if a key were written without looking whose it is. */
    static class RenewsByKey extends Late {
        RenewsByKey() {
            super(Flaw.RENEWS_BY_KEY);
        }
    }
}
