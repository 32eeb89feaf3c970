/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Gives up places that a server holds for this session although nobody stands there any more. A server restored from a
 * backup gives places back that had been left, and would keep them as long as the session lives. Lives on the loop.
 */
final class Remains {
    private final Predicate<String> isStray;
    private final Set<String> leftPaths = new LinkedHashSet<>();

    /** @param isStray tells of a node of the session whether no campaign can claim it */
    Remains(Predicate<String> isStray) {
        this.isStray = isStray;
    }

    /** A campaign for this election is over. */
    void left(String path) {
        leftPaths.add(path);
    }

    /** All places are gone with the session. */
    void forget() {
        leftPaths.clear();
    }

    /** Looks after the connection was down, as it was if the server has been restored. */
    void clear(Session session) {
        for (String path : leftPaths) {
            session.ownNodes(
                    path,
                    nodes -> nodes.stream()
                            .filter(node -> node.startsWith(path + "/"))
                            .filter(isStray)
                            .forEach(node -> session.delete(node, deleted -> {}, gone -> {})),
                    unknown -> {}); // the next time that the connection was down
        }
    }
}
