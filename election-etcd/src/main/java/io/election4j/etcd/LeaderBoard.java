/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.Leader;
import io.election4j.spi.support.LeaderReaders;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Knows who leads one election and answers those who wait for a change. Lives on the loop. */
final class LeaderBoard {

    /** What the first key is called while there is none. */
    private static final String NOBODY = "";

    private final CampaignOffice office;
    private final String prefix;
    private final LeaderReaders readers;
    private String leaderKey = NOBODY;
    private long lastLook;
    private boolean looking;
    private boolean lookAgain;

    LeaderBoard(CampaignOffice office, String prefix) {
        this.office = office;
        this.prefix = prefix;
        this.readers = new LeaderReaders(office.threads());
        this.lastLook = office.now();
    }

    void ask(Optional<Leader> known, CompletableFuture<Optional<Leader>> answer) {
        readers.add(known, answer);
        look();
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

    private void conclude(List<EtcdClient.Standing> candidates) {
        Optional<EtcdClient.Standing> first = candidates.stream().findFirst();
        leaderKey = first.map(EtcdClient.Standing::key).orElse(NOBODY);
        Optional<Leader> leader = first.map(EtcdClient.Standing::asLeader);
        readers.tell(leader);
        looked();
    }

    private void looked() {
        looking = false;
        if (lookAgain) {
            look();
        }
    }
}
