/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Says what the kit has not tested, and why: a test that is skipped looks like one that has passed. */
interface CoverageRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Coverage: everything was tested; if this is skipped, it says what was not")
    default void everythingIsTested() {
        List<String> missing = fixture().notTested();
        missing.forEach(each -> LoggerFactory.getLogger(BackendRules.class).warn("not tested: {}", each));
        assumeThat(missing).as("what was not tested").isEmpty();
    }
}
