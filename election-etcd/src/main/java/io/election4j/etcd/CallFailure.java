/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import com.google.common.base.Throwables;
import io.election4j.spi.support.TlsRefusal;
import io.etcd.jetcd.common.exception.EtcdException;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;

/**
 * Why a call to the service brought no result.
 *
 * @param reason what it means for an election
 * @param text the service's own word for it
 */
record CallFailure(Reason reason, String text) {

    enum Reason {
        /** The lease has ended, and all its keys with it. */
        NO_LEASE,
        /** The service forbids it. */
        FORBIDDEN,
        /** The service does not know us. */
        CREDENTIALS,
        /** The service knew us and wants to hear the password again. */
        TOKEN_EXPIRED,
        /** No encrypted connection. */
        TLS,
        /** No connection, or no leading server; whether the call took effect is unknown. */
        DISCONNECTED,
        /** No answer within the time limit. */
        OVERDUE,
        /** Anything else. */
        OTHER
    }

    static CallFailure overdue() {
        return new CallFailure(Reason.OVERDUE, "no answer in time");
    }

    static CallFailure of(Throwable error) {
        List<Throwable> chain = Throwables.getCausalChain(error);
        if (TlsRefusal.isRefusal(error)) {
            return new CallFailure(Reason.TLS, TlsRefusal.reason(error));
        }
        // The innermost tells why a call could not even be made.
        return chain.stream()
                .flatMap(each -> statusOf(each).stream())
                .reduce((outer, inner) -> inner)
                .map(CallFailure::of)
                .orElseGet(() -> new CallFailure(Reason.OTHER, textOf(error)));
    }

    private static CallFailure of(Status status) {
        String text = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        Reason reason =
                switch (status.getCode()) {
                    case PERMISSION_DENIED -> Reason.FORBIDDEN;
                    case UNAUTHENTICATED -> Reason.TOKEN_EXPIRED;
                    case UNAVAILABLE, CANCELLED -> Reason.DISCONNECTED;
                    case DEADLINE_EXCEEDED -> Reason.OVERDUE;
                    default -> ofText(text);
                };
        return new CallFailure(reason, text);
    }

    /** Some refusals differ only in their words. */
    private static Reason ofText(String text) {
        if (text.contains("requested lease not found")) {
            return Reason.NO_LEASE;
        }
        if (text.contains("permission denied")) {
            return Reason.FORBIDDEN;
        }
        if (text.contains("invalid user ID or password")
                || text.contains("user name is empty")
                || text.contains("authentication is not enabled")) {
            return Reason.CREDENTIALS;
        }
        if (text.contains("invalid auth token") || text.contains("auth store is old")) {
            return Reason.TOKEN_EXPIRED;
        }
        return Reason.OTHER;
    }

    private static Optional<Status> statusOf(Throwable error) {
        if (error instanceof StatusRuntimeException runtime) {
            return Optional.of(runtime.getStatus());
        }
        if (error instanceof StatusException checked) {
            return Optional.of(checked.getStatus());
        }
        if (error instanceof EtcdException etcd) {
            return Optional.of(
                    Status.Code.valueOf(etcd.getErrorCode().name()).toStatus().withDescription(etcd.getMessage()));
        }
        return Optional.empty();
    }

    private static String textOf(Throwable error) {
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }

    boolean is(Reason expected) {
        return reason == expected;
    }

    /** Whether asking once more at once may help. */
    boolean isPassing() {
        return reason == Reason.DISCONNECTED || reason == Reason.OVERDUE || reason == Reason.TOKEN_EXPIRED;
    }

    /** Whether somebody has to change something before asking again can help. */
    boolean isRefusal() {
        return reason == Reason.FORBIDDEN || reason == Reason.CREDENTIALS || reason == Reason.TLS;
    }
}
