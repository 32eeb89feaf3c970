/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.backend.ServiceProblems;

/**
 * Makes the exceptions for problems that only ZooKeeper has.
 *
 * @param shared the problems of all backends, which contain the names of the service and the client
 */
record ZooKeeperProblems(ServiceProblems shared) {

    /** A server has not answered, for the given reason. */
    ElectionException doesNotAnswer(String address, String reason) {
        return unreachable(service() + " does not answer (" + address + ": " + reason + ")");
    }

    ElectionException unknownHost(String host) {
        return unreachable(service() + " cannot be found: no address is known for the name " + host);
    }

    /** The server accepts connections and closes them without an answer. */
    ElectionException closesConnections(String address) {
        return unreachable(service() + " closes each connection at once (" + address
                + "): this client may have as many as maxClientCnxns= allows, or the server is starting or stopping");
    }

    /** The server has closed the connection before it sent anything but its part of the handshake. */
    ElectionException closesHandshakes(String address) {
        return unreachable(service() + " closes the connection while TLS is set up (" + address
                + "): it may not accept this client's certificate, this client may have as many connections as"
                + " maxClientCnxns= allows, or the server is starting or stopping");
    }

    ElectionException wantsTls() {
        return refused(service()
                + " closes connections without TLS; if it wants TLS, give tls-ca= and perhaps tls-cert= and tls-key=");
    }

    ElectionException isNoZooKeeper(String address, String answer) {
        return refused("no ZooKeeper server is at " + address + ": it answers \"" + answer + "\"");
    }

    ElectionException servesNobody(String address) {
        return unreachable(service() + " does not serve: the server at " + address
                + " is up, but a majority of its ensemble is out of its reach");
    }

    ElectionException opensNoSession(String address) {
        return unreachable(service() + " answers at " + address + ", but has not confirmed a session yet");
    }

    /** This process cannot send a request. */
    ElectionException cannotConnect(String reason) {
        return unreachable("this process cannot connect to " + service() + ": " + reason);
    }

    /** The library itself fails, usually because of another version of itself or of Netty. */
    static ElectionException libraryFails(String error) {
        return refused("ZooKeeper's client library does not work in this process (" + error
                + "); see which versions of zookeeper and netty are on the class path");
    }

    ElectionException mayNotCreate(String path) {
        return refused(forbids(path) + ": the right c, to create children, is missing");
    }

    ElectionException mayNotRead(String path) {
        return refused(forbids(path) + ": the right r, to read, is missing");
    }

    ElectionException mayNotDelete(String path) {
        return refused(forbids(path) + ": the right d, to delete children, is missing, so that no leader could resign");
    }

    ElectionException exceedsQuota(String path) {
        return refused(service() + " creates nothing below " + path + ": a quota is used up");
    }

    ElectionException hasEphemeralParent(String path) {
        return refused(service() + " creates nothing below " + path
                + ": one of the nodes on this path is ephemeral and can have no children; it must be deleted");
    }

    ElectionException isBlockedBy(String node) {
        return refused(
                "the node " + node
                        + " stands before all candidates and belongs to none of them; nobody can be elected until it is deleted");
    }

    ElectionException showsNoNode() {
        return unreachable(service() + " has not shown the node of this candidate");
    }

    ElectionException missedTurn() {
        return unreachable(service() + " put this candidate first but its turn was missed; it tries anew");
    }

    private String forbids(String path) {
        return String.valueOf(shared.forbids(path).getMessage());
    }

    private String service() {
        return shared.service();
    }

    private static ElectionException unreachable(String sentence) {
        return ServiceProblems.unreachable(sentence);
    }

    private static ElectionException refused(String sentence) {
        return ServiceProblems.refused(sentence);
    }
}
