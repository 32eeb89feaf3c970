/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A criterion for the choice of a service: the figures of Election4j on each service, and which are the smallest.
 *
 * @param name what is compared
 * @param places one for each service, in the requested order
 */
record Criterion(String name, List<Place> places) {
    private static final List<Measured> MEASURED = List.of(
            new Measured("Graceful handover", ScenarioIds.HANDOVER, Metrics.LEAVE_TO_NEXT_TERM, Pick.ALL),
            new Measured("Failover after a crash", ScenarioIds.CRASH, Metrics.KILL_TO_NEXT_TERM, Pick.ALL),
            new Measured("Entering", ScenarioIds.ENTER, Metrics.ENTER_TO_TERM, Pick.ALL),
            new Measured(
                    "Start of a process to its first term",
                    ScenarioIds.COLD_START,
                    Metrics.PROCESS_START_TO_FIRST_TERM,
                    Pick.ALL),
            new Measured(
                    "Telling followers of a change", ScenarioIds.WATCH, Metrics.CHANGE_TO_EVERY_FOLLOWER, Pick.LARGEST),
            new Measured(
                    "Requests of an idle candidate", ScenarioIds.IDLE, Metrics.REQUESTS_PER_CANDIDATE, Pick.LARGEST),
            new Measured("Bytes of an idle candidate", ScenarioIds.IDLE, Metrics.BYTES_PER_CANDIDATE, Pick.LARGEST),
            new Measured("Requests of an idle process", ScenarioIds.ELECTIONS, Metrics.IDLE_REQUESTS, Pick.LARGEST),
            new Measured("Threads of a process", ScenarioIds.ELECTIONS, Metrics.THREADS, Pick.LARGEST),
            new Measured(
                    "Takeover of all after a crash", ScenarioIds.ELECTIONS, Metrics.TAKEOVER_OF_ALL, Pick.LARGEST));

    /** The figure of one service; {@code best} if no other is known to be smaller. */
    record Place(String backend, Optional<Series> series, boolean best) {
        String value() {
            return series.map(found -> Numbers.of(SeriesFinder.median(found), found.unit()))
                    .orElse(Numbers.NONE);
        }
    }

    /** Whether this service alone has the smallest figure. */
    boolean leads(String backend) {
        return places.stream().filter(Place::best).map(Place::backend).toList().equals(List.of(backend));
    }

    /** Returns the criteria for which at least two services were measured. */
    static List<Criterion> of(SeriesFinder figures, List<String> backends) {
        List<Criterion> criteria = new ArrayList<>();
        for (Measured measured : MEASURED) {
            for (Setting setting : measured.settings(figures)) {
                Criterion criterion = measured.judge(figures, setting, backends);
                if (criterion.places.stream()
                                .filter(place -> place.series().isPresent())
                                .count()
                        > 1) {
                    criteria.add(criterion);
                }
            }
        }
        return criteria;
    }

    /** Whether the difference of the second from the first may be chance; medians decide if there are too few samples. */
    private static boolean maybeAsGood(Series best, Series other) {
        return switch (SignificanceTest.between(best.samples(), other.samples())) {
            case SAME -> true;
            case TOO_FEW -> SeriesFinder.median(other) <= SeriesFinder.median(best);
            case LESS, MORE -> other.equals(best);
        };
    }

    private enum Pick {
        ALL,
        LARGEST
    }

    private record Measured(String name, String scenario, String metric, Pick pick) {
        List<Setting> settings(SeriesFinder figures) {
            List<Setting> settings = figures.settings(scenario, metric);
            return pick == Pick.ALL || settings.isEmpty()
                    ? settings
                    : settings.subList(settings.size() - 1, settings.size());
        }

        Criterion judge(SeriesFinder figures, Setting setting, List<String> backends) {
            List<Optional<Series>> found = backends.stream()
                    .map(backend -> figures.find(scenario, metric, setting.text(), backend, Party.OURS))
                    .toList();
            Optional<Series> best =
                    found.stream().flatMap(Optional::stream).min(Comparator.comparingDouble(SeriesFinder::median));
            List<Place> places = new ArrayList<>();
            for (int i = 0; i < backends.size(); i++) {
                Optional<Series> series = found.get(i);
                boolean asGood = series.isPresent() && best.isPresent() && maybeAsGood(best.get(), series.get());
                places.add(new Place(backends.get(i), series, asGood));
            }
            String words = setting.words();
            return new Criterion(words.isEmpty() ? name : name + " (" + words + ")", places);
        }
    }
}
