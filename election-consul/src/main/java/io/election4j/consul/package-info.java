/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The backend for HashiCorp Consul: sessions, the key of Consul's own lock, and a queue beside it.
 *
 * <p>The seat of an election is the key {@code <namespace>/<election>/.lock}, locked in the way of {@code consul lock
 * <namespace>/<election>}, which can therefore take part. The fencing token is the key's ModifyIndex at that moment. Our
 * own candidates queue at {@code .../.queue/}; native ones do not, and whoever is quicker gets the seat from the other.
 *
 * <p>Why a leader is safe (rule 1): whenever Consul ends a session by force, because a check failed, it expired, an
 * operator or the removal of a node ended it, the seat stays empty for the session's lock-delay. Each proof is a read
 * that the majority of the servers answers, shows that the session lives, and so is good for the lock-delay from when it
 * was asked. The delay also holds when the leading server changes, because every server keeps it. What it does not cover:
 * somebody deletes the key of the seat, or the servers lose their memory within the delay (a restored snapshot). Both are
 * noticed by a watch within milliseconds, and by the fencing token. Requests that arrive late touch no other term: each write
 * names the term or the attempt that it means.
 *
 * <p>How fast a dead leader is succeeded: with {@code session=check}, the default, after half the ttl (the agent calls the
 * process dead) and the lock-delay, as a rule the other half. With {@code session=ttl}, for agents on which no check may
 * be registered: after one to two times the time to live of the session, 10 s or more, and the lock-delay, half of that. A
 * native leader that dies leaves its own lock-delay, 15 s for {@code consul lock}. Names of agents belong in the URI such
 * that the first is the one on this machine: the check lives there, and if that agent dies the seat is lost after some
 * seconds, unless {@code serf-health=false} leaves that to the session.
 *
 * <p>What a token must allow, in the language of Consul's policies:
 *
 * <pre>{@code
 * key_prefix "<namespace>/" { policy = "write" }
 * session "<node of the agent>" { policy = "write" }
 * service "election4j" { policy = "write" }    # not with session=ttl
 * }</pre>
 *
 * <p>Whoever may read the keys sees the ids of sessions, and whoever knows one may release what it holds if also allowed
 * to write: ids of sessions are treated as secrets and never logged. After a token has been revoked the agent cannot tell
 * the servers that its check has failed; the session then ends by itself after 10 to 20 s. A token that is replaced in its
 * file is used at once.
 */
@NullMarked
package io.election4j.consul;

import org.jspecify.annotations.NullMarked;
