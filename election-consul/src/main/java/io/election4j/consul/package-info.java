/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Implements elections on HashiCorp Consul with sessions, the key of Consul's own lock, and a queue beside it.
 *
 * <p>The seat of an election is the key {@code <namespace>/<election>/.lock}, locked in the way of
 * {@code consul lock <namespace>/<election>}, which can therefore take part. The fencing token is the key's ModifyIndex
 * at that moment. Our own candidates wait in the queue at {@code .../.queue/}; native ones do not, and the faster of
 * both locks the seat.
 *
 * <p>Read first: {@link io.election4j.consul.ConsulBackend}, what the engine calls; {@link io.election4j.consul.ConsulCampaign}, one
 * attempt from entering to its end; {@link io.election4j.consul.LockAcquisition}, its way to the seat;
 * {@link io.election4j.consul.RenewalRound}, the proof that a leader's seat and session live;
 * {@link io.election4j.consul.Release}, how nothing is left. The other classes serve one of these: requests (ConsulApi, ConsulHttp,
 * Write), sessions (SessionPool, CheckKeepAlive), waiting (KeyWatches, LockDelay, ReadSchedule), followers (LeaderSource), cleaning
 * up (OrphanCleanup).
 *
 * <p>Why a leader is safe (rule 1): when Consul ends a session by force, because a check failed, the session expired,
 * or an operator or the removal of a node ended it, the seat stays empty for the session's lock-delay. Each proof is a
 * read that the majority of the servers answers and that shows that the session lives, so it is valid for the
 * lock-delay, counted from the request. The delay also holds when the leading server changes, because every server
 * keeps it. It does not cover two cases: another client deletes the key of the seat, or the servers lose data within
 * the delay (a restored snapshot). A watch notices both within milliseconds, and so does the fencing token. Requests
 * that arrive late affect no other term: each write names its term or its attempt.
 *
 * <p>How soon a dead leader is replaced: with {@code session=check}, the default, after half the ttl (the agent
 * considers the process dead) and the lock-delay, usually the other half. With {@code session=ttl}, for agents on which
 * no check may be registered: after one to two times the time to live of the session, 10 s or more, and the lock-delay,
 * half of that. After a native leader dies, its own lock-delay applies, 15 s for {@code consul lock}. The first agent
 * of the URI should be the one on this machine: it has the check, and if that agent dies, the seat is lost after some
 * seconds, unless {@code serf-health=false} leaves that to the session.
 *
 * <p>A token needs these rules, in the language of Consul's policies:
 *
 * <pre>{@code
 * key_prefix "<namespace>/" { policy = "write" }
 * session "<node of the agent>" { policy = "write" }
 * service "election4j" { policy = "write" }    # not with session=ttl
 * }</pre>
 *
 * <p>A client that may read the keys sees the ids of sessions, and a client that knows an id and may write can release
 * what that session holds: ids of sessions are treated as secrets and never logged. After a token has been revoked, the
 * agent cannot report to the servers that its check has failed; the session then ends by itself after 10 to 20 s. A
 * token that is replaced in its file is used at once.
 */
@NullMarked
package io.election4j.consul;

import org.jspecify.annotations.NullMarked;
