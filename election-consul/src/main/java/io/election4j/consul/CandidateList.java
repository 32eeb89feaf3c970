/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import io.election4j.backend.RetriedQueries.Question;
import io.election4j.consul.ConsulHttp.Lane;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads the candidates of one election once: the holder of the seat, and then the entries of the queue. Foreign clients
 * that wait for the lock are not visible. Lives on the loop.
 */
record CandidateList(CampaignContext context, String election) implements Question<List<String>> {

    @Override
    public void put(Consumer<List<String>> done, Consumer<ElectionException> failed) {
        Keys keys = context.settings().keys();
        Consumer<CallFailure> onFailure =
                failure -> failed.accept(context.problem(failure, "the key " + keys.seat(election)));
        context.api()
                .readAll(
                        Lane.ORDERS,
                        keys.election(election),
                        context.settings().patience(),
                        entries -> nameAll(
                                QueueView.of(entries, keys, election, ""),
                                done,
                                () -> failed.accept(context.problems().doesNotAnswer()), // the holder changed
                                onFailure),
                        onFailure);
    }

    private void nameAll(
            QueueView view, Consumer<List<String>> done, Runnable leaderGone, Consumer<CallFailure> onFailure) {
        List<String> queue = view.queue().stream().map(Entry::value).toList();
        Optional<Entry> seated = view.seat().filter(Entry::isHeld);
        if (seated.isEmpty()) {
            done.accept(queue);
        } else {
            HolderName.of(
                    seated.get(),
                    context,
                    leader -> done.accept(
                            Stream.concat(Stream.of(leader), queue.stream()).toList()),
                    leaderGone,
                    onFailure);
        }
    }
}
