/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Describes how the timeout of the session differs from the requested ttl, and logs that once. Readable on any thread.
 */
final class SessionNotice {
    private static final Logger log = LoggerFactory.getLogger(SessionNotice.class);

    private final ZooKeeperSettings settings;
    private volatile Optional<String> text = Optional.empty();

    SessionNotice(ZooKeeperSettings settings) {
        this.settings = settings;
    }

    Optional<String> text() {
        return text;
    }

    /** Notes the timeout that the service has granted. On the loop. */
    void onGranted(Duration timeout) {
        Optional<String> before = text;
        int more = timeout.compareTo(settings.ttl());
        text = more == 0 ? Optional.empty() : Optional.of(sentence(timeout, more < 0));
        if (!text.equals(before)) {
            text.ifPresent(notice -> log.warn("{}", notice));
        }
    }

    private String sentence(Duration timeout, boolean shorter) {
        String limit = shorter ? " at most, as its maxSessionTimeout" : " at least, as its minSessionTimeout";
        return settings.service() + " grants sessions of " + timeout.toMillis() + " ms" + limit + " says, where ttl="
                + settings.ttl().toMillis() + "ms was asked for: a dead leader keeps its seat for about that long";
    }
}
