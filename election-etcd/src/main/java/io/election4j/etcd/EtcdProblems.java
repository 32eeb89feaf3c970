/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.backend.ServiceProblems;

/** Makes the exceptions for problems that only etcd has. */
record EtcdProblems(ServiceProblems shared) {

    /** A connection could not be made, or broke. */
    ElectionException noConnection(String cause) {
        return ServiceProblems.unreachable("no connection to " + shared.service() + ": " + cause);
    }

    /** The address accepts connections and closes them. */
    ElectionException closesConnections() {
        return ServiceProblems.unreachable(shared.service() + " closes the connection before it answers: perhaps it"
                + " expects TLS (tls-ca=), does not accept this client's certificate, is something else than etcd, or is"
                + " going down");
    }

    /** None of the names has an address. */
    ElectionException unknownHost(String host) {
        return ServiceProblems.unreachable("no address is known for the host " + host + " of " + shared.service());
    }

    /** The servers answer and have no majority, or are overloaded. */
    ElectionException cannotServe(String text) {
        return ServiceProblems.unreachable(shared.service() + " answers but cannot serve at the moment: " + text);
    }

    /** The quota of the data base is used up. */
    ElectionException noSpace() {
        return ServiceProblems.refused(shared.service() + " has no space left and accepts no writes until it has been"
                + " compacted and defragmented and its alarm NOSPACE disarmed");
    }

    /** The servers do not agree about what is stored. */
    ElectionException corrupt(String text) {
        return ServiceProblems.refused(
                shared.service() + " has found its data corrupt and serves nobody until that is repaired: " + text);
    }

    /** The server at the address uses another protocol. */
    ElectionException notEtcd(String text) {
        return ServiceProblems.unreachable("what answers as " + shared.service() + " is not etcd: " + text);
    }

    /** A library has another version than the client library needs. */
    ElectionException classPath(String error) {
        return ServiceProblems.refused("the client for " + shared.service() + " does not fit the other libraries on the"
                + " class path, it needs Vert.x 5 and Netty 4.2: " + error);
    }

    /** The process lacks threads or file descriptors, or cannot read a file of the connection. */
    ElectionException clientFailed(String error) {
        return ServiceProblems.unreachable("the client for " + shared.service() + " failed in this process: " + error);
    }

    /** A key has no lease that would remove it. */
    ElectionException keyWithoutLease(String key) {
        return ServiceProblems.refused("the key " + key + " in " + shared.service() + " has no lease and is older than"
                + " every candidate, so nobody can be elected until it is deleted");
    }

    /** Another client has overwritten our own key. */
    ElectionException keyOfSomebodyElse(String key) {
        return ServiceProblems.refused(
                "the key " + key + " in " + shared.service() + " was written by somebody else; it must be deleted");
    }
}
