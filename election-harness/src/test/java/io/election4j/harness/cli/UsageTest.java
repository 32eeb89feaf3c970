/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code bin/election} says of itself, and how it refuses. */
class UsageTest {

    @Test
    void theBackendsAreListedWithTheirOptions() {
        Program.Result text = Program.run("backends");
        assertThat(text.status()).isZero();
        assertThat(text.out().lines().filter(line -> line.matches("\\w+")))
                .containsExactly("consul", "etcd", "zookeeper");
        assertThat(text.out())
                .contains("token-file", "100ms to 1h; the default is 2s", "connect-timeout")
                .doesNotContain("memory");
        assertThat(Program.run("backends", "--format", "JSON").out().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"scheme\":\"") && line.contains("\"ttl\":\""))
                .anyMatch(line -> line.contains("\"scheme\":\"consul\",\"ttl\":\"2s\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lead etcd                               | Missing required parameters: 'ELECTION', 'COMMAND'",
                "lead etcd x --again --once -- ls        | --once, --again are mutually exclusive",
                "lead etcd x --wait soon -- ls           | 'soon' is not a duration such as 500ms, 10s or 2m",
                "lead etcd x --grace -3s -- ls           | '-3s' is not a duration such as 500ms, 10s or 2m",
                "lead etcd x ls --all                    | Unknown option: '--all'",
                "lead memory:x x -- ls                   | lives inside one process",
                "lead zookeeper:embedded x -- ls         | lives inside one process",
                "status memory x                         | lives inside one process",
                "watch nosuch://h x                      | no backend for 'nosuch' is on the class path",
                "status etcd://h?tll=3s x                | the backend 'etcd' has no option 'tll'",
                "status etcd a/b                         | an election's name is 1 to 200 letters",
                "resign etcd://user:secret@h x           | credentials",
                "status etcd x --format xml              | expected one of",
                "compare --backends etcd,redis           | --backends may name zookeeper, etcd, consul, not redis",
                "compare --cluster 2                     | --cluster must be 1 or 3, not 2",
                "compare --runs 0                        | --runs must be between 1 and 1000, not 0",
                "compare --ttl 500ms                     | --ttl must be between 1 s and 60 s, not 500 ms",
                "compare --scenarios crash,fire          | --scenarios may name commit, cold-start,",
                "compare --endpoints etcd                | --endpoints must name hosts with their ports",
                "compare --endpoints memory:x            | --endpoints must name hosts with their ports",
                "compare --endpoints etcd://h:1?tl=3s    | the backend 'etcd' has no option 'tl'",
                "lode etcd x                             | Unmatched arguments"
            })
    void whatIsWrongAndWhatIsAllowedStandInOneSentence(String line, String sentence) {
        Program.Result result = Program.run(line.strip().split(" ", -1));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("election: ")
                .contains(sentence.strip())
                .doesNotContain("\tat ")
                .doesNotContain("secret");
    }

    @Test
    void theHelpOfEachCommandHasExamplesAndTheExitStatus() {
        assertThat(Program.run("--help").out()).contains("lead", "watch", "status", "resign", "backends");
        for (String command : new String[] {"lead", "watch", "status", "resign", "backends", "compare"}) {
            Program.Result help = Program.run(command, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("Exit status:", "Example", "bin/election " + command);
        }
    }
}
