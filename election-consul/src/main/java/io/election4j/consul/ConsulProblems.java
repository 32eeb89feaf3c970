/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.backend.ServiceProblems;

/**
 * Makes the exceptions for problems that only Consul has.
 *
 * @param shared the problems of all backends
 */
record ConsulProblems(ServiceProblems shared) {

    /** The name of an agent has no address. */
    ElectionException unknownHost(String host) {
        return ServiceProblems.unreachable(shared.service() + " cannot be reached: the name " + host + " is unknown");
    }

    /** Too many open files, or no thread can be started. */
    ElectionException exhausted(String resource) {
        return ServiceProblems.unreachable(
                "this process cannot ask " + shared.service() + ": it has no " + resource + " left");
    }

    /** The answer is a page of a web server, or of another protocol. */
    ElectionException isNotConsul() {
        return ServiceProblems.unreachable(
                shared.service() + " gave an answer that is none of Consul; see what listens at that address");
    }

    /** The agent answered with status 429. */
    ElectionException limitsRequests() {
        return ServiceProblems.unreachable(shared.service()
                + " limits the connections or requests of this client (status 429); raise"
                + " limits.http_max_conns_per_client or limits.request_limits there");
    }

    /** The header of a request cannot hold the token. */
    ElectionException cannotSendToken() {
        return ServiceProblems.refused(
                shared.client() + " holds a character that no request to " + shared.service() + " can carry");
    }

    /** The library threw an unexpected exception, such as a linkage error. */
    ElectionException clientFails(String exception) {
        return ServiceProblems.unreachable(
                "the HTTP client for " + shared.service() + " failed with " + exception + ", see the log");
    }

    /** The key of the seat was not written by a lock. */
    ElectionException hasForeignKey(String key, String flags) {
        return ServiceProblems.refused(shared.service() + " has the key " + key
                + " for another purpose than a lock (flags " + flags
                + "); delete the key or choose another namespace or election");
    }

    static ElectionException isNoChoice(String option, String first, String second, String chosen) {
        return invalid("the option " + option + " is " + first + " or " + second + ", not " + chosen);
    }

    static ElectionException serfHealthHasNoEffect() {
        return invalid("the option serf-health has no effect with session=ttl");
    }

    /** A leader would lose its term without a failure, or lead for much less than the ttl says. */
    static ElectionException lockDelayTooShort(String delay, String ttl, String least) {
        return invalid(
                "the options lock-delay=" + delay + " and ttl=" + ttl + " contradict each other: a term is good for"
                        + " the lock-delay after each proof, which must be at least half the ttl, " + least);
    }

    static ElectionException ttlOutOfRange(String ttl, String shortest, String longest) {
        return invalid("the option ttl must be between " + shortest + " and " + longest
                + " on Consul, whose lock-delay is half of it and at most 60s: " + ttl);
    }

    static ElectionException isNotInProcess(String place) {
        return invalid("consul:" + place + " is unknown; use consul or consul://host:port");
    }

    private static ElectionException invalid(String sentence) {
        return new ElectionException(Kind.INVALID, sentence);
    }
}
