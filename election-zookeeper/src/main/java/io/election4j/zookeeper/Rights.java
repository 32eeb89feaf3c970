/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.zookeeper.CallFailure.Reason;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Elections in which a node could be made but not deleted. Whoever led there could resign only by ending the session, and
 * all elections of this process with it: nobody enters again before the right is there. Lives on the loop.
 */
final class Rights {
    private final CampaignRegistry registry;
    /** Until the right is seen; at most the elections that this process has entered without it. */
    private final Set<String> withoutDelete = new HashSet<>();

    Rights(CampaignRegistry registry) {
        this.registry = registry;
    }

    /** The right to delete below a path was missing. */
    void onUndeletable(String path) {
        withoutDelete.add(path);
    }

    /** Goes on at once where nothing was missing, and otherwise when the service says that it is there now. */
    void require(Session session, String path, Runnable then, Consumer<ElectionException> refused) {
        if (!withoutDelete.contains(path)) {
            then.run();
            return;
        }
        session.mayStandAndLeave(
                path,
                allowed -> {
                    withoutDelete.remove(path);
                    then.run();
                },
                failure -> refused.accept(
                        failure.is(Reason.FORBIDDEN)
                                ? registry.problems().mayNotDelete(path)
                                : registry.connection().problem(failure)));
    }
}
