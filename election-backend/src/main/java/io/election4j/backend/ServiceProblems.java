/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;

/**
 * Makes the exceptions with which all backends report problems, so that the same problem has the same message on each
 * service.
 *
 * @param service the service and its address, such as {@code etcd at h1:2379,h2:2379 (over TLS)}
 * @param client the client as the service identifies it, such as {@code the user billing}
 */
public record ServiceProblems(String service, String client) {

    /** The backend has been closed by its owner. */
    public ElectionException closed() {
        return unreachable("the connection to " + service + " has been closed");
    }

    /** The campaign has been lost or left. */
    public static ElectionException over() {
        return unreachable("this attempt is over");
    }

    /** No answer has arrived in time. */
    public ElectionException doesNotAnswer() {
        return unreachable(service + " does not answer");
    }

    /** Other candidates of this process enter first. */
    public ElectionException hasALine() {
        return unreachable(service + " has not let this candidate in yet: others of this process enter before it");
    }

    /**
     * The answer is unexpected.
     *
     * @param text what the service said; must hold no secret
     * @param subject what the request was about, such as a key
     */
    public ElectionException answered(String text, String subject) {
        return unreachable(service + " answered " + text + " for " + subject);
    }

    /** Wrong name, password or token. */
    public ElectionException refusesCredentials() {
        return refused(service + " does not accept the credentials of " + client);
    }

    /** Accepted credentials without the right to do what an election needs. */
    public ElectionException forbids(String subject) {
        return refused(service + " does not let " + client + " use " + subject);
    }

    /**
     * No encrypted connection, because of a wrong name, unknown authority, expired certificate, no certificate of our
     * own.
     */
    public ElectionException refusesTls(String reason) {
        return refused("no TLS connection to " + service + ": " + reason);
    }

    /** The file that a client library needs cannot be written. */
    public static ElectionException noTemporaryFile(String reason) {
        return new ElectionException(
                Kind.INVALID, "no temporary file can be written for the certificates (" + reason + ")");
    }

    /** The service is unreachable, for a reason without a method above. */
    public static ElectionException unreachable(String sentence) {
        return new ElectionException(Kind.UNREACHABLE, sentence);
    }

    /** The service refuses, for a reason without a method above. */
    public static ElectionException refused(String sentence) {
        return new ElectionException(Kind.REFUSED, sentence);
    }
}
