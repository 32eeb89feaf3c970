/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the help and the refusals of {@code bin/election}. */
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
                "storm redis                             | SERVICE must be one of zookeeper, etcd, consul, not redis",
                "storm etcd --processes 0                | --processes must be between 1 and 20, not 0",
                "storm etcd --faults mute-server         | --faults mute-server needs a network of its own for the",
                "lode etcd x                             | Unmatched arguments",
                "lead etcd x --wait 0s -- ls             | --wait must be longer than zero",
                "lead etcd x --wait 999999999h -- ls     | is too long: 8760h is the most",
                "lead etcd x --grace 99999999999999999ms -- ls | is not a duration such as",
                "lead etcd x -- ''                       | COMMAND must not be empty",
                "lead etcd x --id '' -- ls                | a candidate's id is 1 to 255 printable characters",
                "lead etcd://127.0.0.1:0 x -- ls          | not a host or host:port",
                "lead etcd://127.0.0.1:65536 x -- ls      | not a host or host:port",
                "lead etcd://h?ttl=0s x -- ls             | the option ttl must be between 100ms and 1h",
                "status etcd x --within 0s               | --within must be longer than zero",
                "status etcd x --within 9999999h         | is too long: 8760h is the most",
                "status etcd://h// x                     | the namespace must not be empty",
                "watch etcd x --count 0                  | --count must be 1 or more, not 0",
                "watch etcd x --count -5                 | --count must be 1 or more, not -5",
                "watch etcd x --count 99999999999999999999 | is not a long",
                "resign etcd x --within 0s               | --within must be longer than zero",
                "compare --runs 99999999999              | is not an int",
                "compare --ttl 9999999h                  | is too long: 8760h is the most",
                "compare --backends ,                    | --backends must name one or more of zookeeper, etcd, consul",
                "compare --endpoints etcd://h:1?ttl=9999h | the option ttl must be between 100ms and 1h",
                "compare --diff a                        | requires at least 2 values"
            })
    void oneSentenceNamesTheMistakeAndWhatIsAllowed(String line, String sentence) {
        Program.Result result = Program.run(Stream.of(line.strip().split(" ", -1))
                .map(word -> word.equals("''") ? "" : word)
                .toArray(String[]::new));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("election: ")
                .contains(sentence.strip())
                .doesNotContain("\tat ")
                .doesNotContain("secret");
    }

    @Test
    void aFileThatCannotBeUsedIsNamedWithTheReason(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Program.Result missing = Program.run("compare", "--diff", directory + "/none", directory + "/none");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualTo("election: the report " + directory + "/none cannot be read: it does not exist\n");
        Program.Result taken = Program.run("compare", "--scenarios", "commit", "--out", file.toString());
        assertThat(taken.status()).isEqualTo(1);
        assertThat(taken.err())
                .isEqualTo("election: the folder " + file
                        + " for the report cannot be made: there is a file of that name\n");
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
