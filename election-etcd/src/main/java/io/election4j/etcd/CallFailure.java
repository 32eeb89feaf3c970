/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import com.google.common.base.Throwables;
import io.election4j.ElectionException;
import io.election4j.backend.ServiceProblems;
import io.election4j.backend.credentials.TlsRefusal;
import io.etcd.jetcd.common.exception.EtcdException;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.List;
import java.util.Optional;

/**
 * Describes why a call to the service has no result.
 *
 * @param reason what it means for an election
 * @param text the service's own message, or that of the cause
 */
record CallFailure(Reason reason, String text) {

    enum Reason {
        /** The lease has ended, and all its keys with it. */
        NO_LEASE,
        /** The service forbids it. */
        FORBIDDEN,
        /** The service does not accept our user name and password. */
        CREDENTIALS,
        /** The service no longer accepts our token and needs the password again. */
        TOKEN_EXPIRED,
        /** We sent a user name, and the service has authentication switched off. */
        LOGIN_NOT_WANTED,
        /** We sent no user name, and the service has authentication switched on. */
        LOGIN_WANTED,
        /** No encrypted connection. */
        TLS,
        /** No connection; the text names the cause. */
        DISCONNECTED,
        /** A connection was closed before an answer came. */
        CLOSED,
        /** The name of a server has no address. */
        UNKNOWN_HOST,
        /** The service answers that it cannot serve at the moment, as without a majority of its servers. */
        UNABLE,
        /** No answer within the time limit. */
        OVERDUE,
        /** The service has no space left. */
        NO_SPACE,
        /** The service has found its data corrupt. */
        CORRUPT,
        /** Something answers that is not etcd. */
        NOT_ETCD,
        /** Classes of the client library and its dependencies do not fit together. */
        CLASS_PATH,
        /** The client library failed before it reached the service. */
        CLIENT,
        /** Any other answer of the service. */
        OTHER
    }

    private static final String CLOSED_EARLY = "Network closed for unknown reason";
    private static final String FROM_SERVER = "etcdserver: ";

    static CallFailure overdue() {
        return new CallFailure(Reason.OVERDUE, "no answer in time");
    }

    static CallFailure of(Throwable error) {
        List<Throwable> chain = Throwables.getCausalChain(error);
        Optional<Throwable> linkage = first(chain, LinkageError.class);
        if (linkage.isPresent()) {
            return new CallFailure(Reason.CLASS_PATH, linkage.get().toString());
        }
        if (TlsRefusal.isRefusal(error)) {
            return new CallFailure(Reason.TLS, TlsRefusal.reason(error));
        }
        if (first(chain, Http2Exception.class).isPresent()) {
            return new CallFailure(
                    Reason.NOT_ETCD, textOf(first(chain, Http2Exception.class).get()));
        }
        // The innermost status says why a call could not even be sent.
        return chain.stream()
                .flatMap(each -> statusOf(each).stream())
                .reduce((outer, inner) -> inner)
                .map(status -> of(status, behind(chain)))
                .orElseGet(() -> new CallFailure(Reason.CLIENT, textOf(chain.get(chain.size() - 1))));
    }

    private static Optional<Throwable> first(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().filter(type::isInstance).findFirst();
    }

    /**
     * Why gRPC gave up a call: the first cause after the last status, and the innermost cause unless the first contains
     * its text.
     */
    private static Optional<String> behind(List<Throwable> chain) {
        List<String> causes = chain.stream()
                .dropWhile(each -> statusOf(each).isEmpty())
                .filter(each -> statusOf(each).isEmpty())
                .map(CallFailure::textOf)
                .toList();
        if (causes.isEmpty()) {
            return Optional.empty();
        }
        String first = causes.get(0);
        String last = causes.get(causes.size() - 1);
        return Optional.of(first.contains(last) ? first : first + ": " + last);
    }

    private static CallFailure of(Status status, Optional<String> cause) {
        String said = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        if (status.getDescription() == null && status.getCode() == Status.Code.UNKNOWN && cause.isPresent()) {
            return new CallFailure(Reason.CLIENT, cause.get()); // gRPC has no status for an exception of this process
        }
        return switch (status.getCode()) {
            case PERMISSION_DENIED -> new CallFailure(Reason.FORBIDDEN, said);
            case UNAUTHENTICATED -> new CallFailure(Reason.TOKEN_EXPIRED, said);
            case UNAVAILABLE, CANCELLED -> ofNoConnection(said, cause);
            case DEADLINE_EXCEEDED -> new CallFailure(Reason.OVERDUE, said);
            case UNIMPLEMENTED -> new CallFailure(Reason.NOT_ETCD, said);
            default -> new CallFailure(ofText(said), said);
        };
    }

    private static CallFailure ofNoConnection(String said, Optional<String> cause) {
        if (said.startsWith(FROM_SERVER)) {
            return new CallFailure(Reason.UNABLE, said);
        }
        if (said.startsWith(AllAddressesResolver.UNKNOWN)) {
            return new CallFailure(Reason.UNKNOWN_HOST, said.substring(AllAddressesResolver.UNKNOWN.length()));
        }
        if (said.contains("HTTP status code")) {
            return new CallFailure(Reason.NOT_ETCD, said);
        }
        return said.contains(CLOSED_EARLY)
                ? new CallFailure(Reason.CLOSED, said)
                : new CallFailure(Reason.DISCONNECTED, cause.orElse(said));
    }

    /** Some refusals differ only in their text. */
    private static Reason ofText(String text) {
        if (text.contains("requested lease not found")) {
            return Reason.NO_LEASE;
        }
        if (text.contains("permission denied")) {
            return Reason.FORBIDDEN;
        }
        if (text.contains("authentication is not enabled")) {
            return Reason.LOGIN_NOT_WANTED;
        }
        if (text.contains("user name is empty")) {
            return Reason.LOGIN_WANTED;
        }
        if (text.contains("invalid user ID or password")) {
            return Reason.CREDENTIALS;
        }
        if (text.contains("invalid auth token") || text.contains("auth store is old")) {
            return Reason.TOKEN_EXPIRED;
        }
        if (text.contains("database space exceeded")) {
            return Reason.NO_SPACE;
        }
        if (text.contains("corrupt")) {
            return Reason.CORRUPT;
        }
        return text.contains("HTTP status code") ? Reason.NOT_ETCD : Reason.OTHER;
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

    /** Whether an immediate repetition may help. */
    boolean isTransient() {
        return switch (reason) {
            case DISCONNECTED, CLOSED, UNKNOWN_HOST, UNABLE, OVERDUE, TOKEN_EXPIRED -> true;
            default -> false;
        };
    }

    /** Whether an operator must change something before a repetition can help. */
    boolean isRefusal() {
        return switch (reason) {
            case FORBIDDEN, CREDENTIALS, LOGIN_WANTED, TLS, CLASS_PATH, NO_SPACE, CORRUPT -> true;
            default -> false;
        };
    }

    /** Whether the service has answered, and refuses this request only. */
    boolean isAnswer() {
        return switch (reason) {
            case NO_LEASE, FORBIDDEN, NO_SPACE, CORRUPT, OTHER -> true;
            default -> false;
        };
    }

    /**
     * Whether the service has certainly not carried out the request. Every other failure leaves that open, because it
     * may come from a proxy, or from a server that continues with the request; etcd itself carries out the write that
     * uses up its space, and then reports that it has none.
     */
    boolean isClearRefusal() {
        return switch (reason) {
            case NO_LEASE, FORBIDDEN, CREDENTIALS, LOGIN_WANTED, LOGIN_NOT_WANTED -> true;
            default -> false;
        };
    }

    /** Describes the failure for an operator; the subject is what the request was about. */
    ElectionException sentence(EtcdProblems problems, String subject) {
        ServiceProblems shared = problems.shared();
        return switch (reason) {
            case FORBIDDEN -> shared.forbids(subject);
            case CREDENTIALS, TOKEN_EXPIRED, LOGIN_WANTED, LOGIN_NOT_WANTED -> shared.refusesCredentials();
            case TLS -> shared.refusesTls(text);
            case DISCONNECTED -> problems.noConnection(text);
            case CLOSED -> problems.closesConnections();
            case UNKNOWN_HOST -> problems.unknownHost(text);
            case UNABLE -> problems.cannotServe(text);
            case OVERDUE -> shared.doesNotAnswer();
            case NO_SPACE -> problems.noSpace();
            case CORRUPT -> problems.corrupt(text);
            case NOT_ETCD -> problems.notEtcd(text);
            case CLASS_PATH -> problems.classPath(text);
            case CLIENT -> problems.clientFailed(text);
            case NO_LEASE, OTHER -> shared.answered(text, subject);
        };
    }
}
