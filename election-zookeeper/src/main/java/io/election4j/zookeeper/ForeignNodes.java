/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports nodes in a queue that belong to no candidate. Clients that use the path for another recipe, such as Curator's
 * LeaderSelector or one of its locks, sort the queue differently: they can lead at the same time as our leader.
 * Inspects on the loop, reports on any thread.
 */
final class ForeignNodes {
    private static final Logger log = LoggerFactory.getLogger(ForeignNodes.class);

    private final String service;
    private final Map<String, String> nodes = new ConcurrentSkipListMap<>();

    ForeignNodes(String service) {
        this.service = service;
    }

    /** Inspects the present queue of an election. */
    void inspect(String path, Collection<String> names) {
        Optional<String> foreign =
                names.stream().filter(name -> !QueueOrder.isCandidate(name)).min(String::compareTo);
        if (foreign.isEmpty()) {
            nodes.remove(path);
        } else if (nodes.put(path, path + "/" + foreign.get()) == null) {
            log.warn("{}", sentence(path + "/" + foreign.get()));
        }
    }

    /** Forgets a path where no candidate of this process stands any more. */
    void forget(String path) {
        nodes.remove(path);
    }

    /** Describes one of the nodes in a sentence. */
    Optional<String> notice() {
        return nodes.values().stream().findFirst().map(this::sentence);
    }

    private String sentence(String node) {
        return service + " has " + node + " among the candidates, which is none: whoever made it, such as Curator's"
                + " LeaderSelector or a lock, may lead at the same time as a candidate";
    }
}
