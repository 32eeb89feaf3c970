/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import io.election4j.ElectionException;
import io.election4j.spi.Campaign;
import java.util.concurrent.CompletableFuture;

/** A campaign as the {@link CampaignRegistry} of its backend handles it. Called on the loop. */
public interface RegisteredCampaign extends Campaign {

    /** Its state, with the futures that its owner has. Any thread. */
    CampaignState state();

    @Override
    default CompletableFuture<Long> won() {
        return state().won();
    }

    @Override
    default CompletableFuture<Void> lost() {
        return state().lost();
    }

    /** Begins to enter. */
    void begin();

    /** Handles what has no event. False once nothing is left to do; the registry then forgets the campaign. */
    boolean tick();

    /** Fails all futures and releases nothing: the backend closes, and ends what its campaigns have at the service. */
    void abort(ElectionException reason);
}
