/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.etcd.CallFailure.Reason;
import io.etcd.jetcd.common.exception.ErrorCode;
import io.etcd.jetcd.common.exception.EtcdExceptionFactory;
import io.grpc.Status;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** Tests the meaning of the client library's failures. */
class CallFailureTest {

    private static Reason reasonOf(Throwable error) {
        return CallFailure.of(new CompletionException(error)).reason();
    }

    @Test
    void aMissingLeaseIsDistinguishedFromOtherMissingObjects() {
        assertThat(reasonOf(EtcdExceptionFactory.newEtcdException(
                        ErrorCode.NOT_FOUND, "etcdserver: requested lease not found")))
                .isEqualTo(Reason.NO_LEASE);
        assertThat(reasonOf(Status.NOT_FOUND.asRuntimeException())).isEqualTo(Reason.OTHER);
    }

    @Test
    void aRefusedPasswordIsFoundInTheCauseOfAFailedCall() {
        Throwable login = Status.INVALID_ARGUMENT
                .withDescription("etcdserver: authentication failed, invalid user ID or password")
                .asRuntimeException();
        assertThat(reasonOf(Status.UNAUTHENTICATED.withCause(login).asRuntimeException()))
                .isEqualTo(Reason.CREDENTIALS);
    }

    @Test
    void aServerOutOfReachDuringLoginIsNoRefusal() {
        Throwable login = Status.UNAVAILABLE.withDescription("io exception").asRuntimeException();
        assertThat(reasonOf(Status.UNAUTHENTICATED.withCause(login).asRuntimeException()))
                .isEqualTo(Reason.DISCONNECTED);
    }

    @Test
    void aFailedHandshakeIsDistinguishedFromALostConnection() {
        Throwable away = Status.UNAVAILABLE.asRuntimeException();
        Throwable handshake = Status.UNAVAILABLE
                .withCause(new SSLHandshakeException("unknown authority"))
                .asRuntimeException();
        assertThat(reasonOf(away)).isEqualTo(Reason.DISCONNECTED);
        assertThat(CallFailure.of(handshake))
                .isEqualTo(new CallFailure(Reason.TLS, "the handshake failed (unknown authority)"));
    }

    @Test
    void aClientWithoutAUserNeedsALogin() {
        assertThat(reasonOf(Status.INVALID_ARGUMENT
                        .withDescription("etcdserver: user name is empty")
                        .asRuntimeException()))
                .isEqualTo(Reason.LOGIN_WANTED);
    }

    @Test
    void onlyARefusalOfTheServiceItselfMeansThatNothingWasWritten() {
        assertThat(Status.Code.values())
                .filteredOn(code -> code != Status.Code.OK && code != Status.Code.PERMISSION_DENIED)
                .allSatisfy(code -> assertThat(CallFailure.of(code.toStatus().asRuntimeException())
                                .isClearRefusal())
                        .isFalse());
        assertThat(CallFailure.of(Status.NOT_FOUND
                                .withDescription("etcdserver: requested lease not found")
                                .asRuntimeException())
                        .isClearRefusal())
                .isTrue();
    }

    @Test
    void theCauseBehindAStatusIsKept() {
        Throwable refused = Status.UNAVAILABLE
                .withDescription("io exception")
                .withCause(new ConnectException("Connection refused: /127.0.0.1:1"))
                .asRuntimeException();
        assertThat(CallFailure.of(new CompletionException(refused)))
                .isEqualTo(new CallFailure(Reason.DISCONNECTED, "Connection refused: /127.0.0.1:1"));
    }

    @Test
    void incompatibleClassesAreNoAnswerOfTheService() {
        assertThat(reasonOf(new NoSuchMethodError("io.vertx"))).isEqualTo(Reason.CLASS_PATH);
        assertThat(reasonOf(new IllegalStateException("too many open files"))).isEqualTo(Reason.CLIENT);
    }

    @Test
    void onlyTransientFailuresAreRetried() {
        assertThat(new CallFailure(Reason.DISCONNECTED, "").isTransient()).isTrue();
        assertThat(new CallFailure(Reason.OVERDUE, "").isTransient()).isTrue();
        assertThat(new CallFailure(Reason.NO_LEASE, "").isTransient()).isFalse();
        assertThat(new CallFailure(Reason.FORBIDDEN, "").isTransient()).isFalse();
    }
}
