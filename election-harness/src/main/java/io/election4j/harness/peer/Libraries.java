/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.harness.result.Party;
import io.election4j.peers.ConsulLockLibrary;
import io.election4j.peers.JetcdLibrary;
import io.election4j.peers.LatchLibrary;
import io.election4j.peers.Library;
import io.election4j.spi.BackendUri;

/** Finds the library to measure. */
public final class Libraries {
    private Libraries() {}

    /**
     * Returns the library of a party for a service.
     *
     * @param uri names the service; its other parts apply to {@link Party#OURS} only
     * @throws IllegalArgumentException if there is no such library
     */
    public static Library of(Party party, BackendUri uri) {
        if (party == Party.OURS) {
            return new OurLibrary(uri);
        }
        return switch (uri.scheme()) {
            case "zookeeper" -> new LatchLibrary();
            case "etcd" -> new JetcdLibrary();
            case "consul" -> new ConsulLockLibrary();
            default -> throw new IllegalArgumentException("nothing is known to measure " + uri.scheme() + " beside");
        };
    }
}
