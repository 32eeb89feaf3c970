/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the client's own certificate and key from their files, and keeps the last valid content. A new certificate that
 * is not valid yet or has expired does not replace a valid one. Logs once that a certificate will expire soon, and once
 * that it has expired. Thread-safe.
 */
final class IdentityFiles {
    private static final Logger log = LoggerFactory.getLogger(IdentityFiles.class);

    /** A certificate should be renewed before the last tenth of its lifetime. */
    private static final int LAST_PART = 10;

    private final CredentialFile certificate;
    private final InstantSource wall;
    private final ReloadingFile<Identity> content;
    private @Nullable Identity told;
    private boolean toldOfEnd;

    IdentityFiles(CredentialFile certificate, CredentialFile key, InstantSource wall) {
        this.certificate = certificate;
        this.wall = wall;
        this.content = new ReloadingFile<>(List.of(certificate, key), (contents, present) -> {
            Identity read = Identity.of(certificate, contents.get(0), key, contents.get(1));
            if (present != null && present.isValidAt(wall.instant()) && !read.isValidAt(wall.instant())) {
                throw read.outOfTime(certificate);
            }
            return read;
        });
    }

    Identity value() {
        Identity present = content.value();
        tell(present);
        return present;
    }

    private synchronized void tell(Identity present) {
        Instant now = wall.instant();
        if (!present.isValidAt(now)) {
            if (!present.equals(told) || !toldOfEnd) {
                log.warn("{}; servers that look at it refuse this client", sentence(present));
                told = present;
                toldOfEnd = true;
            }
        } else if (isEnding(present, now) && !present.equals(told)) {
            log.warn("{}, and has not been renewed yet", sentence(present));
            told = present;
            toldOfEnd = false;
        }
    }

    private String sentence(Identity present) {
        return Optional.ofNullable(present.outOfTime(certificate).getMessage()).orElse("");
    }

    private static boolean isEnding(Identity present, Instant now) {
        Duration lifetime = Duration.between(present.begin(), present.end());
        return now.isAfter(present.end().minus(lifetime.dividedBy(LAST_PART)));
    }
}
