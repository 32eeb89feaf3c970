/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.Leader;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Response;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.LeaseOption;
import io.etcd.jetcd.options.PutOption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Sends the requests of elections to the service and hides jetcd. All reads are linearizable. Lives on the loop. */
final class EtcdClient {
    /** Half of the 128 operations that the service accepts in one request. */
    private static final int MOST_RANGES = 64;

    /** Each move counts as one operation and has two conditions, and a careful operator may lower the limit to 64. */
    static final int MOST_MOVES = 32;

    private static final int LONGEST_CANDIDATE_ID = 4_096;
    private static final GetOption KEYS_BELOW =
            GetOption.builder().isPrefix(true).withKeysOnly(true).build();
    private static final GetOption OLDEST_FIRST = GetOption.builder()
            .isPrefix(true)
            .withSortField(GetOption.SortTarget.CREATE)
            .withSortOrder(GetOption.SortOrder.ASCEND)
            .build();

    /**
     * Describes a lease that the service has granted.
     *
     * @param seconds how long it lives without a renewal, which may be longer than requested
     * @param raftTerm the latest term known before the request, or that of the answer if none was known
     */
    record Grant(long lease, long seconds, long raftTerm) {}

    /**
     * Describes the outcome of entering a queue.
     *
     * @param created whether the key is new; otherwise it existed before
     * @param candidateId the candidate in the key
     */
    record Entry(boolean created, String candidateId, QueueView queue) {
        /** Whether the key is this candidate's. */
        boolean isOf(String candidate) {
            return candidateId.equals(candidate);
        }
    }

    /**
     * Identifies a key and its last write, which names its version.
     *
     * @param candidateId the value of the key
     */
    record KeyVersion(String key, String candidateId, long createRevision, long modRevision) {}

    /**
     * Describes a key after an attempt to move it to another lease.
     *
     * @param lease the lease of the key now; 0 for none
     * @param modRevision of its last write
     */
    record Moved(String key, long createRevision, long lease, long modRevision) {}

    /** Describes a candidate in the queue and its key; the candidate is the leader if it comes first. */
    record Standing(String key, Leader asLeader) {}

    private final Connection connection;
    private final Runnable onHistoryRewritten;
    private long latestRevision;
    private long raftTerm;

    /** Creates a client; the listener is called when the store has gone back to an earlier state. */
    EtcdClient(Connection connection, Runnable onHistoryRewritten) {
        this.connection = connection;
        this.onHistoryRewritten = onHistoryRewritten;
    }

    /** The latest raft term in an answer, which counts the elections of the servers' own leader; 0 if none is known. */
    long raftTerm() {
        return raftTerm;
    }

    void grant(long seconds, Consumer<Grant> done, Consumer<CallFailure> failed) {
        long before = raftTerm;
        connection.ask(
                client -> client.getLeaseClient().grant(seconds),
                answer -> {
                    noteTerm(answer);
                    // The answer may name a later term than that of the grant, if the answering server learns of an
                    // election meanwhile.
                    done.accept(new Grant(answer.getID(), answer.getTTL(), before == 0 ? raftTerm : before));
                },
                failed);
    }

    /** Answers with the seconds that the lease lives from now on. */
    void keepAlive(long lease, Consumer<Long> done, Consumer<CallFailure> failed) {
        connection.askTwice(
                client -> keepAlive(client, lease)
                        .exceptionallyCompose(error -> CallFailure.of(error).is(CallFailure.Reason.TOKEN_EXPIRED)
                                ? logInAgain(client).thenCompose(loggedIn -> keepAlive(client, lease))
                                : CompletableFuture.failedFuture(error)),
                answer -> {
                    noteTerm(answer);
                    done.accept(answer.getTTL());
                },
                failed);
    }

    private static CompletableFuture<LeaseKeepAliveResponse> keepAlive(Client client, long lease) {
        return client.getLeaseClient().keepAliveOnce(lease);
    }

    /** jetcd discards an expired token only when a call of this kind fails on it. */
    private static CompletableFuture<?> logInAgain(Client client) {
        GetOption least = GetOption.builder().withKeysOnly(true).withLimit(1).build();
        return client.getKVClient().get(bytes("/"), least).handle((answer, error) -> true);
    }

    void revoke(long lease, Runnable done, Consumer<CallFailure> failed) {
        connection.askTwice(client -> client.getLeaseClient().revoke(lease), answer -> done.run(), failed);
    }

    /** Answers with the keys of a lease, none if the lease has ended. */
    void keysOf(long lease, Consumer<List<String>> done, Consumer<CallFailure> failed) {
        LeaseOption withKeys = LeaseOption.builder().withAttachedKeys().build();
        connection.askTwice(
                client -> client.getLeaseClient().timeToLive(lease, withKeys),
                answer -> done.accept(
                        answer.getKeys().stream().map(EtcdClient::text).toList()),
                failed);
    }

    /** Creates a key unless it exists, and reads the queue in the same step. */
    void enter(
            String prefix,
            String key,
            String candidateId,
            long lease,
            Consumer<Entry> done,
            Consumer<CallFailure> failed) {
        Op queue = Op.get(bytes(prefix), KEYS_BELOW);
        Op put = Op.put(
                bytes(key),
                bytes(candidateId),
                PutOption.builder().withLeaseId(lease).build());
        long known = latestRevision;
        connection.ask(
                client -> client.getKVClient()
                        .txn()
                        .If(new Cmp(bytes(key), Cmp.Op.EQUAL, CmpTarget.createRevision(0)))
                        .Then(put, queue)
                        .Else(queue, Op.get(bytes(key), GetOption.DEFAULT))
                        .commit(),
                answer -> {
                    note(known, answer);
                    done.accept(entry(prefix, candidateId, answer));
                },
                failed);
    }

    private static Entry entry(String prefix, String candidateId, TxnResponse answer) {
        List<GetResponse> ranges = answer.getGetResponses();
        String owner = answer.isSucceeded()
                ? candidateId
                : ranges.get(1).getKvs().stream()
                        .findFirst()
                        .map(kv -> text(kv.getValue()))
                        .orElse("");
        QueueView queue = QueueView.divide(
                        List.of(prefix), keys(ranges.get(0)), answer.getHeader().getRevision())
                .get(0);
        return new Entry(answer.isSucceeded(), owner, queue);
    }

    /**
     * Attaches up to {@link #MOST_MOVES} keys to another lease, each if it has not been written since; without this
     * condition, a request that arrives late could move a key back to a former lease. Answers with the present state of
     * each key, none if it is gone.
     */
    void move(List<KeyVersion> keys, long lease, Consumer<List<Moved>> done, Consumer<CallFailure> failed) {
        PutOption onLease = PutOption.builder().withLeaseId(lease).build();
        Op[] moves = keys.stream()
                .map(key -> (Op) Op.txn(
                        new Cmp[] {
                            new Cmp(bytes(key.key), Cmp.Op.EQUAL, CmpTarget.createRevision(key.createRevision)),
                            new Cmp(bytes(key.key), Cmp.Op.EQUAL, CmpTarget.modRevision(key.modRevision))
                        },
                        new Op[] {Op.put(bytes(key.key), bytes(key.candidateId), onLease)},
                        new Op[] {
                            Op.get(
                                    bytes(key.key),
                                    GetOption.builder().withKeysOnly(true).build())
                        }))
                .toArray(Op[]::new);
        long known = latestRevision;
        connection.askTwice(
                client -> client.getKVClient().txn().Then(moves).commit(),
                answer -> {
                    note(known, answer);
                    done.accept(moved(keys, lease, answer));
                },
                failed);
    }

    private static List<Moved> moved(List<KeyVersion> keys, long lease, TxnResponse answer) {
        List<Moved> all = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            KeyVersion key = keys.get(i);
            TxnResponse one = answer.getTxnResponses().get(i);
            if (one.isSucceeded()) {
                long writtenAt = answer.getHeader().getRevision();
                all.add(new Moved(key.key, key.createRevision, lease, writtenAt));
            } else {
                one.getGetResponses().get(0).getKvs().stream()
                        .map(kv -> new Moved(key.key, kv.getCreateRevision(), kv.getLease(), kv.getModRevision()))
                        .forEach(all::add);
            }
        }
        return all;
    }

    /** Reads many queues in one request. */
    void queues(List<String> prefixes, Consumer<List<QueueView>> done, Consumer<CallFailure> failed) {
        Op[] ranges = prefixes.size() <= MOST_RANGES
                ? prefixes.stream()
                        .map(prefix -> Op.get(bytes(prefix), KEYS_BELOW))
                        .toArray(Op[]::new)
                : new Op[] {rangeOver(prefixes)};
        long known = latestRevision;
        connection.askTwice(
                client -> client.getKVClient().txn().Then(ranges).commit(),
                answer -> {
                    note(known, answer);
                    done.accept(queues(prefixes, answer));
                },
                failed);
    }

    /** Covers the prefixes from the first to the last in alphabetical order, and all keys between them. */
    private static Op rangeOver(List<String> prefixes) {
        List<String> sorted = prefixes.stream().sorted().toList();
        String last = sorted.get(sorted.size() - 1);
        String end = last.substring(0, last.length() - 1) + (char) (last.charAt(last.length() - 1) + 1);
        return Op.get(
                bytes(sorted.get(0)),
                GetOption.builder().withRange(bytes(end)).withKeysOnly(true).build());
    }

    private static List<QueueView> queues(List<String> prefixes, TxnResponse answer) {
        List<KeyState> keys = answer.getGetResponses().stream()
                .flatMap(range -> keys(range).stream())
                .toList();
        return QueueView.divide(prefixes, keys, answer.getHeader().getRevision());
    }

    private static List<KeyState> keys(GetResponse range) {
        return range.getKvs().stream()
                .map(kv -> new KeyState(text(kv.getKey()), kv.getCreateRevision(), kv.getLease()))
                .toList();
    }

    /**
     * Deletes the key if it is still the one created at that revision. Answers with the key that exists afterwards, if
     * one does.
     */
    void delete(String key, long createRevision, Consumer<Optional<KeyState>> done, Consumer<CallFailure> failed) {
        long known = latestRevision;
        connection.askTwice(
                client -> client.getKVClient()
                        .txn()
                        .If(new Cmp(bytes(key), Cmp.Op.EQUAL, CmpTarget.createRevision(createRevision)))
                        .Then(Op.delete(bytes(key), DeleteOption.DEFAULT))
                        .Else(Op.get(
                                bytes(key),
                                GetOption.builder().withKeysOnly(true).build()))
                        .commit(),
                answer -> {
                    note(known, answer);
                    done.accept(answer.getGetResponses().stream()
                            .flatMap(range -> keys(range).stream())
                            .findFirst());
                },
                failed);
    }

    /** The candidates of one election, the leader first. */
    void candidates(String prefix, Consumer<QueueState.Snapshot> done, Consumer<CallFailure> failed) {
        long known = latestRevision;
        connection.askTwice(
                client -> client.getKVClient().get(bytes(prefix), OLDEST_FIRST),
                answer -> {
                    noteTerm(answer);
                    noteRevision(known, answer.getHeader().getRevision());
                    done.accept(new QueueState.Snapshot(
                            answer.getHeader().getRevision(),
                            answer.getKvs().stream()
                                    .filter(kv -> QueueView.prefixOf(text(kv.getKey()))
                                            .equals(prefix))
                                    .map(EtcdClient::standing)
                                    .toList()));
                },
                failed);
    }

    static Standing standing(KeyValue kv) {
        String value = text(kv.getValue());
        String id = value.length() > LONGEST_CANDIDATE_ID ? value.substring(0, LONGEST_CANDIDATE_ID) : value;
        String key = text(kv.getKey());
        String name = id.isEmpty() ? key.substring(key.lastIndexOf('/') + 1) : id;
        return new Standing(key, new Leader(name, kv.getCreateRevision()));
    }

    private void note(long known, TxnResponse answer) {
        noteTerm(answer);
        noteRevision(known, answer.getHeader().getRevision());
    }

    private void noteTerm(Response answer) {
        raftTerm = Math.max(raftTerm, answer.getHeader().getRaftTerm());
    }

    /**
     * A request sent after an answer must not return an older revision; several such answers call the listener once.
     */
    private void noteRevision(long known, long revision) {
        if (revision < known && known <= latestRevision) {
            latestRevision = revision;
            raftTerm = 0; // new servers count their terms from the beginning
            onHistoryRewritten.run();
        } else if (revision >= known) {
            latestRevision = Math.max(latestRevision, revision);
        }
    }

    static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    static String text(ByteSequence bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
