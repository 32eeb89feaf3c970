/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.zookeeper.CallFailure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the candidates of one election once, in the order of the queue. Each candidate's name is read on its own: one
 * answer with all of them could be longer than a client accepts, and would break the connection. Lives on the loop.
 */
final class CandidateList {
    /** The most reads at the same time: enough to be fast, too few to delay a proof. */
    private static final int AT_ONCE = 32;

    private final Session session;
    private final String path;
    private final Consumer<List<String>> done;
    private final Consumer<CallFailure> failed;
    private final SortedMap<Integer, String> ids = new TreeMap<>();
    private List<String> nodes = List.of();
    private int asked;
    private int answered;
    private boolean over;

    CandidateList(Session session, String path, Consumer<List<String>> done, Consumer<CallFailure> failed) {
        this.session = session;
        this.path = path;
        this.done = done;
        this.failed = failed;
    }

    /** Reads after a sync, because a server may lag behind. */
    void read() {
        session.sync(path, synced -> session.children(path, null, this::onChildren, this::onFailure), this::onFailure);
    }

    private void onChildren(List<String> children) {
        nodes = QueueOrder.sorted(children);
        for (int i = 0; i < AT_ONCE; i++) {
            readNext();
        }
        finishIfRead();
    }

    private void readNext() {
        if (asked < nodes.size()) {
            int place = asked++;
            String node = nodes.get(place);
            session.read(path + "/" + node, null, state -> onRead(place, state.candidateId(node)), failure -> {
                if (failure.is(Reason.NO_NODE)) {
                    goOn(); // left meanwhile
                } else {
                    onFailure(failure);
                }
            });
        }
    }

    private void onRead(int place, String candidateId) {
        ids.put(place, candidateId);
        goOn();
    }

    private void goOn() {
        answered++;
        readNext();
        finishIfRead();
    }

    private void finishIfRead() {
        if (!over && answered == nodes.size()) {
            over = true;
            done.accept(new ArrayList<>(ids.values()));
        }
    }

    private void onFailure(CallFailure failure) {
        if (!over) {
            over = true;
            if (failure.is(Reason.NO_NODE)) {
                done.accept(List.of()); // no candidate has ever entered
            } else {
                failed.accept(failure);
            }
        }
    }
}
