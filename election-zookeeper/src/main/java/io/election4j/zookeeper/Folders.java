/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.zookeeper.CallFailure.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

    /** Goes on when the node exists, or cannot be told to exist from here; refusals are for whoever wants it. */
    void prepare(String path, Runnable then, Consumer<CallFailure> refused) {
        Optional<Session> present = connection.session();
        if (present.isEmpty()) {
            then.run();
            return;
        }
        Session session = present.get();
        session.find(path, found -> then.run(), failure -> {
            if (failure.is(Reason.NO_NODE)) {
                create(session, path, then, refused);
            } else {
                then.run();
            }
        });
    }

    private void create(Session session, String path, Runnable then, Consumer<CallFailure> refused) {
        session.createContainer(path, acl, created -> then.run(), failure -> {
            int slash = path.lastIndexOf('/');
            if (failure.is(Reason.NO_NODE) && slash > 0) {
                create(session, path.substring(0, slash), () -> createLast(session, path, then, refused), refused);
            } else {
                goOn(failure, then, refused);
            }
        });
    }

    private void createLast(Session session, String path, Runnable then, Consumer<CallFailure> refused) {
        session.createContainer(path, acl, created -> then.run(), failure -> goOn(failure, then, refused));
    }

    private static void goOn(CallFailure failure, Runnable then, Consumer<CallFailure> refused) {
        if (failure.isOfCreation()) {
            int slash = Math.max(1, failure.path().lastIndexOf('/'));
            String parent = failure.path().substring(0, slash); // the one whose children are not wanted
            refused.accept(new CallFailure(failure.reason(), parent, failure.text()));
        } else {
            then.run(); // above all because somebody else was faster
        }
    }
}
