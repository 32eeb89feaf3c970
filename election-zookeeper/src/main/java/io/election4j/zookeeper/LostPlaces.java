/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Elections in which the service took a place away although it had confirmed it less than a session's timeout before, as
 * servers do that are put back to an earlier state. The leader's place may be gone as well, while the leader is cut off and
 * counts on its last proof. So no campaign of this process wins there until that proof is over. Lives on the loop.
 */
final class LostPlaces {
    private final CampaignOffice office;
    /** When the last proof of another is over, by the path of the election. */
    private final Map<String, Long> proofsEnd = new HashMap<>();

    LostPlaces(CampaignOffice office) {
        this.office = office;
    }

    /** A place was taken away that the service confirmed so long ago. */
    void onLost(String path, Duration sinceConfirmed) {
        if (sinceConfirmed.compareTo(office.connection().timeout()) < 0) {
            proofsEnd.put(path, office.now() + office.connection().span().toNanos());
        }
    }

    boolean mayWin(String path) {
        Long end = proofsEnd.get(path);
        return end == null || office.now() - end >= 0;
    }

    void tick() {
        proofsEnd.values().removeIf(end -> office.now() - end >= 0);
    }
}
