/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.function.Consumer;

/** Finds the name of a key's holder: the value of the key, or else the name of the session. */
final class HolderName {
    private static final String UNNAMED = "unnamed";

    private HolderName() {}

    /**
     * Finds the name. Consul's own tool writes no value; its name is that of its session.
     *
     * @param gone runs if the session has ended meanwhile
     */
    static void of(
            Entry held,
            CampaignContext context,
            Consumer<String> then,
            Runnable gone,
            Consumer<CallFailure> onFailure) {
        if (!held.value().isEmpty()) {
            then.accept(held.value());
            return;
        }
        context.api()
                .sessionName(
                        held.session().orElseThrow(),
                        context.settings().patience(),
                        name -> name.ifPresentOrElse(known -> then.accept(known.isEmpty() ? UNNAMED : known), gone),
                        onFailure);
    }
}
