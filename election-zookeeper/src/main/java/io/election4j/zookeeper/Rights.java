/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.zookeeper.CallFailure.Reason;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Records the elections in which a node could be created but not deleted. A leader there could resign only by ending
 * the session, which ends all seats of this process: no candidate of this process enters again before the right exists.
 * Lives on the loop.
 */
final class Rights {
    private final CampaignContext context;
    /** Kept until the right is seen; at most the elections that this process has entered without it. */
    private final Set<String> withoutDelete = new HashSet<>();

    Rights(CampaignContext context) {
        this.context = context;
    }

    /** Notes that the right to delete below a path is missing. */
    void onUndeletable(String path) {
        withoutDelete.add(path);
    }

    /** Continues at once if no right was missing, and otherwise when the service confirms that the right exists now. */
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
                                ? context.problems().mayNotDelete(path)
                                : context.connection().problem(failure)));
    }
}
