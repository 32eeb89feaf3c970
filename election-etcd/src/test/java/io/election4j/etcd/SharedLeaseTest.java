/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedLeaseTest {
    private static final long SECONDS = 10;

    private final AtomicLong clock = new AtomicLong();
    private final SharedLease lease = new SharedLease(SECONDS, clock::get);

    private void replaceBy(long id) {
        lease.replace(new EtcdClient.Grant(id, SECONDS, id), clock.get());
    }

    /** The answer to the creation names the former lease, but the key is ours. */
    @Test
    void aKeyWhoseCreationWasUnderWayWhenTheLeaseWasReplacedIsOurs() {
        replaceBy(1);
        replaceBy(2);
        lease.forgetFormer();
        assertThat(lease.owns(1)).isTrue();
        clock.addAndGet(Duration.ofSeconds(SECONDS).toNanos() + 1);
        lease.forgetFormer();
        assertThat(lease.owns(1)).isFalse();
        assertThat(lease.owns(2)).isTrue();
    }
}
