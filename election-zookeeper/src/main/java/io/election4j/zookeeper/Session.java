/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.backend.BackendThreads;
import io.election4j.zookeeper.CallFailure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.OpResult.ErrorResult;
import org.apache.zookeeper.OpResult.GetChildrenResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/**
 * Sends the calls of one session with the service, through the one handle of the session.
 *
 * <p>Curator repeats a call in a new session when the old one has ended. That would make a proof of ownership wrong,
 * because the new session can still see nodes of the old one. Calls of this class are answered for this session or not
 * at all.
 *
 * <p>Calls are made and answered on the loop, each within the time limit.
 */
final class Session {
    private static final int ANY_VERSION = -1;

    private final ZooKeeper handle;
    private final BackendThreads threads;
    private final long id;
    private final Duration timeout;
    private boolean silent;

    Session(ZooKeeper handle, BackendThreads threads) {
        this.handle = handle;
        this.threads = threads;
        this.id = handle.getSessionId();
        this.timeout = Duration.ofMillis(handle.getSessionTimeout());
    }

    long id() {
        return id;
    }

    /** The timeout that the service granted, which may differ from the requested one. */
    Duration timeout() {
        return timeout;
    }

    /** Whether a call was not answered in time, and none has been since. */
    boolean isSilent() {
        return silent;
    }

    /** The time limit of a call: two calls and a third attempt fit into the timeout. */
    Duration limit() {
        return timeout.dividedBy(3);
    }

    /** Unlike a check for existence, leaves no watch behind if there is no node. */
    void read(String path, @Nullable Watcher watcher, Consumer<NodeState> then, Consumer<CallFailure> otherwise) {
        Call<NodeState> call = new Call<>(path, then, otherwise);
        handle.getData(
                path,
                watcher,
                (code, p, context, data, stat) ->
                        call.answer(code, stat == null ? null : NodeState.of(data == null ? new byte[0] : data, stat)),
                null);
    }

    void children(
            String path, @Nullable Watcher watcher, Consumer<List<String>> then, Consumer<CallFailure> otherwise) {
        Call<List<String>> call = new Call<>(path, then, otherwise);
        handle.getChildren(path, watcher, (code, p, context, names) -> call.answer(code, names), null);
    }

    /**
     * Reads the children of many nodes by one request, without those that cannot be read. The answer must not be longer
     * than the client accepts, see {@link ClientConfig}.
     */
    void childrenOfEach(List<String> paths, Consumer<Map<String, List<String>>> then, Consumer<CallFailure> otherwise) {
        Call<Map<String, List<String>>> call = new Call<>(paths.get(0), then, otherwise);
        handle.multi(
                paths.stream().map(Op::getChildren).toList(),
                (code, p, context, results) -> {
                    if (results == null) {
                        call.fail(CallFailure.of(code, paths.get(0)));
                    } else {
                        call.answer(Code.OK.intValue(), byPath(paths, results));
                    }
                },
                null);
    }

    private static Map<String, List<String>> byPath(List<String> paths, List<OpResult> results) {
        Map<String, List<String>> found = new HashMap<>();
        for (int i = 0; i < paths.size() && i < results.size(); i++) {
            if (results.get(i) instanceof GetChildrenResult children) {
                found.put(paths.get(i), children.getChildren());
            }
        }
        return found;
    }

    /** Leaves no watch behind. */
    void find(String path, Consumer<String> then, Consumer<CallFailure> otherwise) {
        Call<String> call = new Call<>(path, then, otherwise);
        handle.exists(path, false, (code, p, context, stat) -> call.answer(code, path), null);
    }

    /** Creates an empty node, which the service removes some time after its last child is deleted. */
    void createContainer(String path, List<ACL> acl, Consumer<String> then, Consumer<CallFailure> otherwise) {
        Call<String> call = new Call<>(path, then, otherwise);
        handle.create(
                path,
                new byte[0],
                acl,
                CreateMode.CONTAINER,
                (code, p, context, name, stat) -> call.answer(code, path),
                null);
    }

    /** Ends all watches of this session on a node and on the list of its children. Nothing is told if that fails: the next change ends them. */
    void unwatch(String path) {
        handle.removeAllWatches(path, WatcherType.Any, true, (code, p, context) -> {}, null);
    }

    void exists(String path, Watcher watcher, Consumer<String> then, Consumer<CallFailure> otherwise) {
        Call<String> call = new Call<>(path, then, otherwise);
        handle.exists(path, watcher, (code, p, context, stat) -> call.answer(code, path), null);
    }

    /** Makes later calls see at least the present state of the leading server. */
    void sync(String path, Consumer<String> then, Consumer<CallFailure> otherwise) {
        Call<String> call = new Call<>(path, then, otherwise);
        handle.sync(path, (code, p, context) -> call.answer(code, path), null);
    }

    void delete(String path, Consumer<String> then, Consumer<CallFailure> otherwise) {
        Call<String> call = new Call<>(path, then, otherwise);
        handle.delete(path, ANY_VERSION, (code, p, context) -> call.answer(code, path), null);
    }

    /** Reads the nodes of this session below a path. Servers before 3.6 do not support this and fail. */
    void ownNodes(String path, Consumer<List<String>> then, Consumer<CallFailure> otherwise) {
        Call<List<String>> call = new Call<>(path, then, otherwise);
        handle.getEphemerals(path, (code, context, nodes) -> call.answer(code, nodes), null);
    }

    /**
     * Makes a majority of the servers confirm that this session lives and these nodes exist, and changes nothing. One
     * server answers reads and pings, and it may be disconnected from the others; a write would use up the watches of
     * other clients.
     */
    void prove(List<String> nodes, Consumer<List<String>> then, Consumer<CallFailure> otherwise) {
        Call<List<String>> call = new Call<>(nodes.get(0), then, otherwise);
        List<Op> checks =
                nodes.stream().map(node -> Op.check(node, ANY_VERSION)).toList();
        handle.multi(
                checks,
                (code, p, context, results) -> {
                    if (code == Code.NONODE.intValue() || code == Code.NOAUTH.intValue()) {
                        call.fail(CallFailure.of(code, culprit(nodes, results, code)));
                    } else {
                        call.answer(code, nodes);
                    }
                },
                null);
    }

    /** Asks whether this session may create children of a path, without creating any: the last part always fails. */
    void mayStand(String path, Consumer<String> then, Consumer<CallFailure> otherwise) {
        attempt(path, List.of(creation(path)), then, otherwise);
    }

    /** Asks whether this session may create and delete children of a path, without doing so. */
    void mayStandAndLeave(String path, Consumer<String> then, Consumer<CallFailure> otherwise) {
        attempt(path, List.of(creation(path), Op.delete(probe(path), ANY_VERSION)), then, otherwise);
    }

    private void attempt(String path, List<Op> parts, Consumer<String> then, Consumer<CallFailure> otherwise) {
        Call<String> call = new Call<>(path, then, otherwise);
        List<Op> attempt = new ArrayList<>(parts);
        attempt.add(Op.check(probe(path) + "-none", ANY_VERSION));
        handle.multi(
                attempt,
                (code, p, context, results) -> call.answer(code == Code.NONODE.intValue() ? 0 : code, path),
                null);
    }

    private Op creation(String path) {
        return Op.create(probe(path), new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
    }

    private String probe(String path) {
        return path + "/probe-" + Long.toHexString(id);
    }

    private static String culprit(List<String> nodes, @Nullable List<OpResult> results, int code) {
        for (int i = 0; results != null && i < results.size() && i < nodes.size(); i++) {
            if (results.get(i) instanceof ErrorResult error && error.getErr() == code) {
                return nodes.get(i);
            }
        }
        return nodes.get(0);
    }

    /**
     * Represents one call, which ends once: by the answer of the service or by the time limit, whichever comes first.
     */
    private final class Call<T> {
        private final String path;
        private final Consumer<T> then;
        private final Consumer<CallFailure> otherwise;
        private final BackendThreads.Timer timer;
        private boolean answered;

        Call(String path, Consumer<T> then, Consumer<CallFailure> otherwise) {
            this.path = path;
            this.then = then;
            this.otherwise = otherwise;
            this.timer = threads.after(limit(), this::expire);
        }

        void answer(int code, @Nullable T result) {
            if (code != Code.OK.intValue()) {
                fail(CallFailure.of(code, path));
            } else if (result == null) {
                fail(new CallFailure(Reason.OTHER, path, "an empty answer"));
            } else {
                threads.run(() -> onAnswer(() -> then.accept(result)));
            }
        }

        void fail(CallFailure failure) {
            threads.run(() -> onAnswer(() -> otherwise.accept(failure)));
        }

        private void expire() {
            silent = true;
            settle(() -> otherwise.accept(CallFailure.overdue(path)));
        }

        private void onAnswer(Runnable outcome) {
            silent = false;
            settle(outcome);
        }

        private void settle(Runnable outcome) {
            if (!answered) {
                answered = true;
                timer.cancel();
                outcome.run();
            }
        }
    }
}
