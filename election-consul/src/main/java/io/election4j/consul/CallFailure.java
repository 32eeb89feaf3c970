/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.spi.support.TlsRefusal;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Why a request brought no answer that can be used.
 *
 * @param reason what it means for an election
 * @param text the agent's own words, without ids of sessions and tokens, which are secrets
 */
record CallFailure(Reason reason, String text) {
    private static final Pattern SECRET_ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int LONGEST_TEXT = 200;

    enum Reason {
        /** Nobody answered; whether the request took effect is unknown. */
        NO_ANSWER,
        /** No encrypted connection could be made. */
        NO_TLS,
        /** The servers cannot do it now; whether it took effect is unknown. */
        UNAVAILABLE,
        /** The token is unknown. */
        UNKNOWN_TOKEN,
        /** The token does not suffice. */
        FORBIDDEN,
        /** The agent does not know what the request is about. */
        UNKNOWN_THING,
        /** Anything else. */
        OTHER
    }

    static CallFailure of(IOException failure) {
        return TlsRefusal.isRefusal(failure)
                ? new CallFailure(Reason.NO_TLS, shortened(TlsRefusal.reason(failure)))
                : new CallFailure(Reason.NO_ANSWER, "nothing");
    }

    static CallFailure of(int status, String body) {
        String text = shortened(body.isBlank() ? "status " + status : body);
        String plain = body.toLowerCase(Locale.ROOT);
        if (plain.contains("acl not found") || status == 401) {
            return new CallFailure(Reason.UNKNOWN_TOKEN, text);
        }
        if (plain.contains("permission denied") || status == 403) {
            return new CallFailure(Reason.FORBIDDEN, text);
        }
        if (status == 404 || plain.contains("does not have associated ttl") || plain.contains("unknown check")) {
            return new CallFailure(Reason.UNKNOWN_THING, text);
        }
        if (status == 400 && plain.contains("https server")) {
            return new CallFailure(Reason.NO_TLS, "the agent speaks TLS, and the URI has no tls-ca=");
        }
        return new CallFailure(status >= 500 || status == 429 ? Reason.UNAVAILABLE : Reason.OTHER, text);
    }

    boolean is(Reason expected) {
        return reason == expected;
    }

    /** Whether the request may have taken effect, or may yet. */
    boolean mayHaveHappened() {
        return !isRefusal();
    }

    /** Whether somebody has to change something before it can succeed. */
    boolean isRefusal() {
        return reason == Reason.FORBIDDEN || reason == Reason.UNKNOWN_TOKEN || reason == Reason.NO_TLS;
    }

    private static String shortened(String text) {
        String line =
                SECRET_ID.matcher(text.strip().lines().findFirst().orElse("")).replaceAll("***");
        return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) : line;
    }
}
