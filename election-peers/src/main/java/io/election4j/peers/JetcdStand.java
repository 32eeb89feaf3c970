/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One candidate: starts a campaign, and another one when one has ended, until it leaves. Thread-safe. */
final class JetcdStand implements Peer.Stand {
    private static final long LIMIT_SECONDS = 5;

    private final Function<JetcdCampaign.Outcome, JetcdCampaign> campaigns;
    private final Peer.Events events;
    private final Consumer<Runnable> soon;
    private final Consumer<JetcdStand> onLeft;
    private volatile boolean leading;
    private @Nullable JetcdCampaign campaign;
    private boolean left;

    JetcdStand(
            Function<JetcdCampaign.Outcome, JetcdCampaign> campaigns,
            Peer.Events events,
            Consumer<Runnable> soon,
            Consumer<JetcdStand> onLeft) {
        this.campaigns = campaigns;
        this.events = events;
        this.soon = soon;
        this.onLeft = onLeft;
    }

    synchronized void stand() {
        if (!left) {
            campaign = campaigns.apply(new JetcdCampaign.Outcome() {
                @Override
                public void won() {
                    onWin();
                }

                @Override
                public void over() {
                    onEnd();
                }
            });
            campaign.start();
        }
    }

    private synchronized void onWin() {
        if (!left) {
            leading = true;
            events.won();
        }
    }

    private synchronized void onEnd() {
        if (left) {
            return;
        }
        if (leading) {
            leading = false;
            events.lost();
        }
        soon.accept(this::stand);
    }

    @Override
    public boolean believesToLead() {
        return leading;
    }

    @Override
    public synchronized long fencingToken() {
        return campaign == null ? 0 : campaign.revision();
    }

    @Override
    public void leave() throws Exception {
        depart().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Releases the seat or the place in the queue; completes when the service has done it. */
    CompletableFuture<?> depart() {
        onLeft.accept(this);
        JetcdCampaign last;
        synchronized (this) {
            left = true;
            leading = false;
            last = campaign;
        }
        return last == null ? CompletableFuture.completedFuture(true) : last.leave();
    }
}
