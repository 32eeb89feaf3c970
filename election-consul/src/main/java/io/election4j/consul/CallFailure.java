/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import io.election4j.backend.credentials.TlsRefusal;
import io.election4j.runtime.Failures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Describes why a request has no usable answer.
 *
 * @param reason what it means for an election
 * @param text the agent's own message, without ids of sessions and tokens, which are secrets
 */
record CallFailure(Reason reason, String text) {
    private static final Pattern SECRET_ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int LONGEST_TEXT = 200;
    private static final String NOTHING = "nothing";

    enum Reason {
        /** The caller has cancelled the request. */
        CANCELLED(true),
        /** No answer arrived. */
        NO_ANSWER(true),
        /** No agent accepts a connection; nothing was sent. */
        NO_CONNECTION(false),
        /** The name has no address; nothing was sent. */
        UNKNOWN_HOST(false),
        /** This process has no file descriptor or thread left; nothing was sent. */
        EXHAUSTED(false),
        /** This process has no memory or thread left, perhaps for an answer. */
        OUT_OF_MEMORY(true),
        /** No encrypted connection could be made, or it broke. */
        NO_TLS(true),
        /** The token cannot be part of a request; nothing was sent. */
        UNSENDABLE_TOKEN(false),
        /** The HTTP client failed in a way that it should not. */
        CLIENT(true),
        /** Another program than Consul answered. */
        NOT_CONSUL(true),
        /** The servers cannot serve the request now. */
        UNAVAILABLE(true),
        /** The agent limits the requests of one client. */
        LIMITED(true),
        /** The token is unknown. */
        UNKNOWN_TOKEN(false),
        /** The token lacks a permission. */
        FORBIDDEN(false),
        /** The agent does not know the object of the request. */
        UNKNOWN_THING(true),
        /** Anything else. */
        OTHER(true);

        private final boolean uncertain;

        Reason(boolean uncertain) {
            this.uncertain = uncertain;
        }
    }

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN_STATUS = 403;
    private static final int ABSENT = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    /** The second parameter is the host that was asked. */
    static CallFailure of(IOException failure, String host) {
        if (failure instanceof UnusableReply known) {
            return known.failure();
        } else if (String.valueOf(failure.getMessage()).contains("Canceled")
                && !(failure instanceof InterruptedIOException)) {
            return new CallFailure(Reason.CANCELLED, NOTHING);
        } else if (TlsRefusal.isRefusal(failure)) {
            return new CallFailure(Reason.NO_TLS, shortened(TlsRefusal.reason(failure)));
        } else if (failure instanceof UnknownHostException) {
            return new CallFailure(Reason.UNKNOWN_HOST, host);
        } else if (failure instanceof ProtocolException) {
            return new CallFailure(Reason.NOT_CONSUL, NOTHING);
        } else if (chain(failure).anyMatch(each -> Failures.isForWantOfFiles(String.valueOf(each.getMessage())))) {
            return new CallFailure(Reason.EXHAUSTED, "file descriptor");
        } else if (failure.getCause() instanceof RejectedExecutionException) {
            return new CallFailure(Reason.EXHAUSTED, "thread");
        } else if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return new CallFailure(Reason.NO_CONNECTION, NOTHING);
        }
        return new CallFailure(Reason.NO_ANSWER, NOTHING);
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()));
    }

    static CallFailure of(int status, String body) {
        String text = shortened(body.isBlank() ? "status " + status : body);
        String plain = body.toLowerCase(Locale.ROOT);
        if (plain.contains("acl not found") || status == UNAUTHORIZED) {
            return new CallFailure(Reason.UNKNOWN_TOKEN, text);
        } else if (plain.contains("permission denied") || status == FORBIDDEN_STATUS) {
            return new CallFailure(Reason.FORBIDDEN, text);
        } else if (plain.stripLeading().startsWith("<")) {
            return new CallFailure(Reason.NOT_CONSUL, text);
        } else if (status == ABSENT
                || plain.contains("does not have associated ttl")
                || plain.contains("unknown check")) {
            return new CallFailure(Reason.UNKNOWN_THING, text);
        } else if (status == 400 && plain.contains("https server")) {
            return new CallFailure(Reason.NO_TLS, "the agent speaks TLS, and the URI has no tls-ca=");
        } else if (status == TOO_MANY) {
            return new CallFailure(Reason.LIMITED, text);
        }
        return new CallFailure(status >= SERVER_ERROR ? Reason.UNAVAILABLE : Reason.OTHER, text);
    }

    boolean is(Reason expected) {
        return reason == expected;
    }

    /** Whether the request may have taken effect, or may still take effect. */
    boolean mayHaveHappened() {
        return reason.uncertain;
    }

    /** Whether an operator must change something before the request can succeed. */
    boolean isRefusal() {
        return switch (reason) {
            case FORBIDDEN, UNKNOWN_TOKEN, NO_TLS, UNSENDABLE_TOKEN -> true;
            default -> false;
        };
    }

    /** Whether another agent may succeed. */
    boolean isOfAgent() {
        return switch (reason) {
            case CANCELLED,
                    FORBIDDEN,
                    UNKNOWN_TOKEN,
                    UNSENDABLE_TOKEN,
                    EXHAUSTED,
                    OUT_OF_MEMORY,
                    CLIENT,
                    UNKNOWN_THING,
                    OTHER -> false;
            default -> true;
        };
    }

    /** Describes the failure for a candidate. */
    ElectionException problem(ConsulProblems problems, String subject) {
        return switch (reason) {
            case CANCELLED, NO_ANSWER, NO_CONNECTION -> problems.shared().doesNotAnswer();
            case UNKNOWN_HOST -> problems.unknownHost(text);
            case EXHAUSTED, OUT_OF_MEMORY -> problems.exhausted(text);
            case NO_TLS -> problems.shared().refusesTls(text);
            case UNSENDABLE_TOKEN -> problems.cannotSendToken();
            case CLIENT -> problems.clientFails(text);
            case NOT_CONSUL -> problems.isNotConsul();
            case LIMITED -> problems.limitsRequests();
            case UNKNOWN_TOKEN -> problems.shared().refusesCredentials();
            case FORBIDDEN -> problems.shared().forbids(subject);
            case UNAVAILABLE, UNKNOWN_THING, OTHER -> problems.shared().answered("'" + text + "'", subject);
        };
    }

    private static String shortened(String text) {
        String line =
                SECRET_ID.matcher(text.strip().lines().findFirst().orElse("")).replaceAll("***");
        return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) : line;
    }
}
