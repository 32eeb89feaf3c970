/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import java.time.Duration;

/** Connects, for the tests. */
final class Connecting {
    private Connecting() {}

    static Backend to(String uri) {
        return new EtcdProvider().connect(BackendUri.parse(uri));
    }

    /** Checks that a candidate can stand, win, renew and leave. */
    static void works(String uri, Duration ttl) {
        try (Backend backend = to(uri);
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "works", "a", ttl)) {
            candidate.awaitToken();
            candidate.awaitRenewals(1);
            candidate.leave();
        }
    }
}
