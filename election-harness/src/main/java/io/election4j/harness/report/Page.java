/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import java.util.List;

/** The values that the template of a report shows. */
record Page(
        String style,
        String subtitle,
        List<Summary.Point> summary,
        Choice choice,
        List<PromiseGroup> promises,
        List<Section> sections,
        List<Fact> conditions,
        List<String> machine,
        List<ServiceFacts> services,
        String command,
        SignificanceTest noise) {

    /** Which service is best by which criterion. */
    record Choice(List<String> backends, List<ChoiceRow> rows) {
        boolean hasRows() {
            return !rows.isEmpty();
        }
    }

    /** One criterion. */
    record ChoiceRow(String name, List<ChoiceCell> cells) {}

    /** The figure of one service. */
    record ChoiceCell(String value, boolean best) {}

    /** One promise, for all services. */
    record PromiseGroup(String name, String limit, String reason, List<PromiseRow> rows) {
        int span() {
            return rows.size();
        }
    }

    /** A promise with the style of its verdict. */
    record PromiseRow(Promise promise, boolean first, String style, String sign) {}

    /** One scenario. */
    record Section(
            String id,
            String title,
            String question,
            String method,
            List<MetricView> metrics,
            List<Chart> timelines,
            List<String> omissions) {

        boolean hasTimelines() {
            return !timelines.isEmpty();
        }

        boolean hasOmissions() {
            return !omissions.isEmpty();
        }
    }

    /** One condition. */
    record Fact(String name, String value) {}

    /** The version of a service and its client library. */
    record ServiceFacts(String name, String version, String library) {}

    /** The numbers in the explanation of significance. */
    record SignificanceTest(int leastForP95, int leastForP99, String chance) {}
}
