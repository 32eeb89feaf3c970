/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.Leader;
import io.election4j.spi.support.LeaderReaders;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Knows who leads one election and answers those who wait for a change. What the watch tells of a change is enough to
 * tell it; whoever knows another leader than the board is told what is read from the majority of the servers. Lives on
 * the loop.
 */
final class LeaderBoard {
    private final CampaignOffice office;
    private final NamespaceWatch watch;
    private final String prefix;
    private final LeaderReaders readers;
    private final Lineup lineup = new Lineup();
    private long lastLook;
    private boolean looking;
    private boolean lookAgain;

    LeaderBoard(CampaignOffice office, NamespaceWatch watch, String prefix) {
        this.office = office;
        this.watch = watch;
        this.prefix = prefix;
        this.readers = new LeaderReaders(office.threads());
        this.lastLook = office.now();
    }

    void ask(Optional<Leader> known, CompletableFuture<Optional<Leader>> answer) {
        readers.add(known, answer);
        if (!isUpToDate() || !lineup.leader().equals(known)) {
            look();
        }
    }

    private boolean isUpToDate() {
        return lineup.isCurrent() && watch.isListening();
    }

    /** Looks again from time to time, whatever the watch says, and gives up what cannot be answered. */
    void tick(EtcdSettings settings, Connection connection) {
        readers.forgetDone();
        if (connection.downtime().compareTo(settings.ttl()) > 0) {
            connection.trouble().ifPresent(failure -> fail(office.problem(failure)));
        } else if (office.now() - lastLook > settings.ttl().toNanos()) {
            look();
        }
    }

    void onEvent(KeyEvent event) {
        lineup.onEvent(event);
        if (lineup.isCurrent()) {
            readers.tell(lineup.leader());
        } else {
            look();
        }
    }

    void onGap(long revision) {
        lineup.onGap(revision);
        look();
    }

    private void look() {
        if (looking) {
            lookAgain = true;
        } else if (!readers.isEmpty()) {
            looking = true;
            lookAgain = false;
            lastLook = office.now();
            office.client().candidates(prefix, this::conclude, failure -> {
                if (failure.isRefusal()) {
                    fail(office.problem(failure));
                }
                looked();
            });
        }
    }

    void fail(ElectionException reason) {
        readers.fail(reason);
    }

    private void conclude(Lineup.Snapshot snapshot) {
        lineup.onRead(snapshot);
        readers.tell(lineup.leader());
        looked();
    }

    private void looked() {
        looking = false;
        if (lookAgain) {
            look();
        }
    }
}
