/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import org.apache.zookeeper.KeeperException.Code;

/**
 * Describes why a call to the service has no result.
 *
 * @param reason what it means for an election
 * @param path the node concerned
 * @param text the service's own name for it
 */
record CallFailure(Reason reason, String path, String text) {

    enum Reason {
        /** The node does not exist. */
        NO_NODE,
        /** A right is missing at the node. */
        FORBIDDEN,
        /** The service does not accept the client's identity, or no longer does. */
        CREDENTIALS,
        /** The connection broke; whether the call took effect is unknown. */
        DISCONNECTED,
        /** The session is over, and its nodes with it. */
        SESSION_ENDED,
        /** No answer within the time limit. */
        OVERDUE,
        /** A quota of the service's administrator does not allow it. */
        QUOTA,
        /** The parent ends with a session, and can have no children. */
        EPHEMERAL_PARENT,
        /** Anything else. */
        OTHER
    }

    static CallFailure of(int code, String path) {
        Code known = Code.get(code);
        if (known == null) {
            return new CallFailure(Reason.OTHER, path, "error " + code);
        }
        Reason reason =
                switch (known) {
                    case NONODE -> Reason.NO_NODE;
                    case QUOTAEXCEEDED -> Reason.QUOTA;
                    case NOCHILDRENFOREPHEMERALS -> Reason.EPHEMERAL_PARENT;
                    case NOAUTH -> Reason.FORBIDDEN;
                    // An ACL for the creator is invalid from a client that has not logged in.
                    case INVALIDACL, AUTHFAILED, SESSIONCLOSEDREQUIRESASLAUTH -> Reason.CREDENTIALS;
                    // A session that has moved is on another connection than that of the call.
                    case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONMOVED -> Reason.DISCONNECTED;
                    case SESSIONEXPIRED -> Reason.SESSION_ENDED;
                    default -> Reason.OTHER;
                };
        return new CallFailure(reason, path, known.name());
    }

    static CallFailure overdue(String path) {
        return new CallFailure(Reason.OVERDUE, path, "no answer in time");
    }

    /** Whether the service may not have received the call, or its answer was lost. */
    boolean isOfConnection() {
        return reason == Reason.DISCONNECTED || reason == Reason.OVERDUE || reason == Reason.SESSION_ENDED;
    }

    /** Whether the service refuses to create a node, until an operator changes that. */
    boolean isOfCreation() {
        return reason == Reason.FORBIDDEN
                || reason == Reason.CREDENTIALS
                || reason == Reason.QUOTA
                || reason == Reason.EPHEMERAL_PARENT;
    }

    boolean is(Reason expected) {
        return reason == expected;
    }
}
