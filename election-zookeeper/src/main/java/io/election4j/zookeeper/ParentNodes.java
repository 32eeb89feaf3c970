/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.zookeeper.CallFailure.Reason;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.data.ACL;

/**
 * Creates the nodes under which candidates stand. A latch would do so itself, but one after the other and waiting for
 * each, which takes thousands of new elections many seconds. Lives on the loop.
 */
final class ParentNodes {
    private final List<ACL> acl;

    ParentNodes(List<ACL> acl) {
        this.acl = acl;
    }

    /**
     * Goes on when the node exists.
     *
     * @param otherwise gets why it does not, or why that is not known, with the path that is the cause
     */
    void prepare(Session session, String path, Runnable then, Consumer<CallFailure> otherwise) {
        session.find(path, found -> then.run(), failure -> {
            if (failure.is(Reason.NO_NODE)) {
                create(session, path, then, otherwise);
            } else if (failure.isOfConnection()) {
                otherwise.accept(failure);
            } else {
                then.run(); // it exists, but is not ours to look at
            }
        });
    }

    private void create(Session session, String path, Runnable then, Consumer<CallFailure> otherwise) {
        session.createContainer(path, acl, created -> then.run(), failure -> {
            int slash = path.lastIndexOf('/');
            if (failure.is(Reason.NO_NODE) && slash > 0) {
                create(session, path.substring(0, slash), () -> createLast(session, path, then, otherwise), otherwise);
            } else {
                goOn(failure, then, otherwise);
            }
        });
    }

    private void createLast(Session session, String path, Runnable then, Consumer<CallFailure> otherwise) {
        session.createContainer(path, acl, created -> then.run(), failure -> goOn(failure, then, otherwise));
    }

    private static void goOn(CallFailure failure, Runnable then, Consumer<CallFailure> otherwise) {
        if (failure.isOfCreation()) {
            int slash = Math.max(1, failure.path().lastIndexOf('/'));
            String parent = failure.path().substring(0, slash); // the one whose children are not wanted
            otherwise.accept(new CallFailure(failure.reason(), parent, failure.text()));
        } else if (failure.isOfConnection()) {
            otherwise.accept(failure);
        } else {
            then.run(); // above all because somebody else was faster
        }
    }
}
