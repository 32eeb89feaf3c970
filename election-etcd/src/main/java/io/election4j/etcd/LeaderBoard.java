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

    private final CampaignOffice office;
    private final String prefix;
    private final List<Reader> readers = new ArrayList<>();
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
            connection.trouble().ifPresent(failure -> fail(office.problem(failure, prefix)));
        } else if (office.now() - lastLook > settings.ttl().toNanos()) {
            look();
        }
    }

    /** The key of the leader, or of somebody who may be the next one, has changed. */
    void look() {
        if (looking) {
            lookAgain = true;
        } else if (!readers.isEmpty()) {
            looking = true;
            lookAgain = false;
            lastLook = office.now();
            office.client().leader(prefix, this::conclude, failure -> {
                if (failure.isRefusal()) {
                    fail(office.problem(failure, prefix));
                }
                looked();
            });
        }
    }

    void fail(ElectionException reason) {
        readers.forEach(reader -> office.threads().fail(reader.answer, reason));
        readers.clear();
    }

    private void conclude(Optional<Leader> leader) {
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
