/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.zookeeper.CallFailure.Reason;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.data.ACL;

/**
 * Creates the parents of candidates' nodes. A latch would create them itself, but one after the other and waiting for
 * each, which takes many seconds for thousands of new elections. Lives on the loop.
 */
final class ParentNodes {
    private final List<ACL> acl;

    ParentNodes(List<ACL> acl) {
        this.acl = acl;
    }

    /**
     * Continues when the node exists.
     *
     * @param otherwise receives why it does not exist, or why that is unknown, with the path of the cause
     */
    void prepare(Session session, String path, Runnable then, Consumer<CallFailure> otherwise) {
        session.find(path, found -> then.run(), failure -> {
            if (failure.is(Reason.NO_NODE)) {
                create(session, path, then, otherwise);
            } else if (failure.isOfConnection()) {
                otherwise.accept(failure);
            } else {
                then.run(); // it exists, but this client may not read it
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
            String parent = failure.path().substring(0, slash); // the node that allows no new children
            otherwise.accept(new CallFailure(failure.reason(), parent, failure.text()));
        } else if (failure.isOfConnection()) {
            otherwise.accept(failure);
        } else {
            then.run(); // usually because another client has created it
        }
    }
}
