/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import io.election4j.testkit.memory.ImpreciseService;
import io.election4j.testkit.memory.ImpreciseService.Flaw;
import java.time.Duration;

/** Provides backends that work only while no request arrives late. */
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

    /** Releases by the holder's session alone, as an imprecise lock would. */
    static class ReleasesByHolder extends Late {
        ReleasesByHolder() {
            super(Flaw.RELEASES_BY_HOLDER);
        }
    }

    /** Releases a key without a check of its owner. */
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

    /** Renews by writing a key without a check of its owner. */
    static class RenewsByKey extends Late {
        RenewsByKey() {
            super(Flaw.RENEWS_BY_KEY);
        }
    }
}
