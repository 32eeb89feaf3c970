/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Stores the first answer to each idempotency key, for a day. Reads and writes within the caller's transaction. */
record SavedReplies(Handle handle) {

    /** The provider prunes keys once they are at least this old. */
    static final Duration AGE = Duration.ofHours(24);

    private record Saved(String endpoint, String hash, Reply reply) {}

    /** Returns the answer saved for this request; refuses a key that belongs to another request. */
    Optional<Reply> find(IdempotentRequest request, long now) {
        Optional<Saved> saved = handle.createQuery(
                        """
                        select endpoint, params_hash, status, body from saved_reply
                        where idem_key = :key and saved_at > :horizon""")
                .bind("key", request.key())
                .bind("horizon", now - AGE.toMillis())
                .map((row, context) ->
                        new Saved(row.getString(1), row.getString(2), new Reply(row.getInt(3), row.getString(4), true)))
                .findOne();
        saved.ifPresent(found -> check(found, request));
        return saved.map(Saved::reply);
    }

    void save(IdempotentRequest request, Reply reply, long now) {
        handle.createUpdate(
                        """
                        merge into saved_reply (idem_key, endpoint, params_hash, status, body, saved_at)
                        key (idem_key) values (:key, :endpoint, :hash, :status, :body, :now)""")
                .bind("key", request.key())
                .bind("endpoint", request.endpoint())
                .bind("hash", request.hash())
                .bind("status", reply.status())
                .bind("body", reply.body())
                .bind("now", now)
                .execute();
    }

    int prune(long now) {
        return handle.createUpdate("delete from saved_reply where saved_at <= :horizon")
                .bind("horizon", now - AGE.toMillis())
                .execute();
    }

    private static void check(Saved saved, IdempotentRequest request) {
        if (!saved.endpoint().equals(request.endpoint())) {
            throw ApiError.otherEndpoint(request.key(), saved.endpoint());
        }
        if (!saved.hash().equals(request.hash())) {
            throw ApiError.otherParameters(request.key());
        }
    }
}
