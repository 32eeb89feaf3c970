/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.Leader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Knows who leads one election and answers those who wait for a change. Lives on the loop. */
final class LeaderBoard {

    private record Reader(Optional<Leader> known, CompletableFuture<Optional<Leader>> answer) {}

    /** What the first key is called while there is none. */
    private static final String NOBODY = "";

    private final CampaignOffice office;
    private final String prefix;
    private final List<Reader> readers = new ArrayList<>();
    private String leaderKey = NOBODY;
    private long lastLook;
    private boolean looking;
    private boolean lookAgain;

    LeaderBoard(CampaignOffice office, String prefix) {
        this.office = office;
        this.prefix = prefix;
        this.lastLook = office.now();
    }

    void ask(Optional<Leader> known, CompletableFuture<Optional<Leader>> answer) {
        readers.add(new Reader(known, answer));
        look();
    }

    /** Looks again from time to time, whatever the watch says, and gives up what cannot be answered. */
    void tick(EtcdSettings settings, Connection connection) {
        readers.removeIf(reader -> reader.answer.isDone());
        if (connection.downtime().compareTo(settings.ttl()) > 0) {
            connection.trouble().ifPresent(failure -> fail(office.problem(failure)));
        } else if (office.now() - lastLook > settings.ttl().toNanos()) {
            look();
        }
    }

    /** A candidate who enters behind the leader changes nothing. */
    void onEvent(KeyEvent event) {
        if (looking || leaderKey.equals(NOBODY) || leaderKey.equals(event.key())) {
            look();
        }
    }

    void look() {
        if (looking) {
            lookAgain = true;
        } else if (!readers.isEmpty()) {
            looking = true;
            lookAgain = false;
            lastLook = office.now();
            office.client().leader(prefix, this::conclude, failure -> {
                if (failure.isRefusal()) {
                    fail(office.problem(failure));
                }
                looked();
            });
        }
    }

    void fail(ElectionException reason) {
        readers.forEach(reader -> office.threads().fail(reader.answer, reason));
        readers.clear();
    }

    private void conclude(Optional<EtcdClient.First> first) {
        leaderKey = first.map(EtcdClient.First::key).orElse(NOBODY);
        Optional<Leader> leader = first.map(EtcdClient.First::leader);
        readers.stream().filter(reader -> !reader.known.equals(leader)).forEach(reader -> office.threads()
                .succeed(reader.answer, leader));
        readers.removeIf(reader -> !reader.known.equals(leader));
        looked();
    }

    private void looked() {
        looking = false;
        if (lookAgain) {
            look();
        }
    }
}
