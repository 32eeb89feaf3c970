/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.zookeeper.CallFailure.Reason;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.data.ACL;

/**
 * Creates the nodes under which candidates stand. A latch would do so itself, but one after the other and waiting for
 * each, which takes thousands of new elections many seconds. Lives on the loop.
 */
final class Folders {
    private final Connection connection;
    private final List<ACL> acl;

    Folders(Connection connection, List<ACL> acl) {
        this.connection = connection;
        this.acl = acl;
    }

    /** Goes on when the node exists, or cannot be created from here: the latch finds out what is wrong. */
    void prepare(String path, Runnable then) {
        Optional<Session> present = connection.session();
        if (present.isEmpty()) {
            then.run();
            return;
        }
        Session session = present.get();
        session.find(path, found -> then.run(), failure -> {
            if (failure.is(Reason.NO_NODE)) {
                create(session, path, then);
            } else {
                then.run();
            }
        });
    }

    private void create(Session session, String path, Runnable then) {
        session.createContainer(path, acl, created -> then.run(), failure -> {
            int slash = path.lastIndexOf('/');
            if (failure.is(Reason.NO_NODE) && slash > 0) {
                create(
                        session,
                        path.substring(0, slash),
                        () -> session.createContainer(path, acl, created -> then.run(), again -> then.run()));
            } else {
                then.run(); // above all because somebody else was faster
            }
        });
    }
}
