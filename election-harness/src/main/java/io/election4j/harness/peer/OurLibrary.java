/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.Elections;
import io.election4j.peers.Library;
import io.election4j.peers.Peer;
import io.election4j.spi.BackendUri;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Election4j, used as in an application.
 *
 * @param uri names the backend, the namespace and options other than the hosts and the time to live
 */
record OurLibrary(BackendUri uri) implements Library {

    @Override
    public String service() {
        return uri.scheme();
    }

    @Override
    public String title() {
        return "Election4j";
    }

    @Override
    public Peer connect(List<String> hosts, Duration ttl) {
        Map<String, String> options = new HashMap<>(uri.options());
        options.put("ttl", ttl.toMillis() + "ms");
        BackendUri full = new BackendUri(uri.scheme(), hosts, "", uri.namespace(), options);
        return new OurPeer(Elections.connect(full.toString()));
    }
}
