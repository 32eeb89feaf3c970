/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which of several agents is asked. */
class AgentsTest {
    private final Agents agents = new Agents(List.of("one", "two"));

    @Test
    void theFirstIsAskedAsLongAsItAnswers() {
        agents.onAnswer("one");
        agents.onFailure("two");
        assertThat(agents.best()).isEqualTo("one");
    }

    @Test
    void theNextIsAskedAfterAFailure() {
        agents.onFailure("one");
        assertThat(agents.best()).isEqualTo("two");
    }

    @Test
    void oneFailureDoesNotLeadBackToAnAgentThatDoesNotAnswer() {
        agents.onFailure("one");
        agents.onFailure("one"); // several requests were under way
        agents.onAnswer("two");
        agents.onFailure("two");
        assertThat(agents.best()).isEqualTo("two");
    }

    @Test
    void anAgentThatHasFailedForLongIsTriedAgainWhenTheOtherFailsForLong() {
        for (int i = 0; i < 10; i++) {
            agents.onFailure("one");
        }
        for (int i = 0; i < 3; i++) {
            agents.onFailure("two");
        }
        assertThat(agents.best()).isEqualTo("one");
        agents.onFailure("one");
        assertThat(agents.best()).isEqualTo("two");
    }

    @Test
    void theOnlyOneIsAskedWhateverHappens() {
        Agents single = new Agents(List.of("one"));
        for (int i = 0; i < 10; i++) {
            single.onFailure("one");
        }
        assertThat(single.best()).isEqualTo("one");
    }
}
