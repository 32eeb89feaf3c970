/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.core.Watchdog.Watched;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** It reads the log, so no other test runs meanwhile. */
@Isolated
class WatchdogTest {
    private static final class Patient implements Watched {
        private @Nullable String wrong;
        private int recoveries;

        @Override
        public String name() {
            return "job: a";
        }

        @Override
        public @Nullable String inconsistency() {
            return wrong;
        }

        @Override
        public void recover() {
            recoveries++;
            wrong = null;
        }
    }

    private final Patient one = new Patient();
    private final Patient other = new Patient();
    private final Watchdog watchdog = new Watchdog(look -> List.of(one, other).forEach(look));
    private final LogCapture log = new LogCapture(Watchdog.class);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aDefectFoundTwiceInARowIsLoggedAndRepaired() {
        one.wrong = "a pause without an end";
        watchdog.inspect();
        assertThat(one.recoveries).isZero();
        watchdog.inspect();
        assertThat(one.recoveries).isEqualTo(1);
        assertThat(other.recoveries).isZero();
        assertThat(log.lines()).singleElement().asString().contains("ERROR job: a: a pause without an end");

        watchdog.inspect();
        watchdog.inspect();
        assertThat(one.recoveries).isEqualTo(1);
    }

    @Test
    void aDefectThatDisappearsIsIgnored() {
        one.wrong = "an event on its way";
        watchdog.inspect();
        one.wrong = null;
        watchdog.inspect();
        one.wrong = "another event on its way";
        watchdog.inspect();
        assertThat(one.recoveries).isZero();
        assertThat(log.lines()).isEmpty();
    }
}
