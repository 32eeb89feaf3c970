/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.server.ZooKeeperCluster;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests {@code bin/election} in locales without UTF-8. Shell scripts write the bytes, so that this JVM's locale has no
 * effect.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptLocaleTest {
    /** Zürich, in UTF-8. */
    private static final String NAMES =
            "name=$(printf 'Z\\303\\274rich'); mkdir -p \"$2/$name\"; cd \"$2/$name\"; printf '#!/bin/sh\\n' >\"$name\"; "
                    + "printf 'printf \"%%s,\" \"$0\" \"$@\" \"$ELECTION_ID\" \"$ELECTION_NAME\" "
                    + "\"${LC_ALL-unset}\" \"$LANG\"; pwd' >>\"$name\"; chmod +x \"$name\"; ";

    private ZooKeeperCluster cluster;
    private Scripts scripts;
    private Path directory;

    @BeforeAll
    void startServer(@TempDir Path temporary) throws Exception {
        directory = temporary;
        scripts = Scripts.built(temporary.resolve("checkout"));
        cluster = ZooKeeperCluster.start(1, temporary.resolve("server"));
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    private Scripts.Outcome run(String script, Optional<String> locale) throws Exception {
        ProcessBuilder builder = scripts.shell(
                script,
                cluster.uri("locale", Duration.ofSeconds(30)),
                directory.resolve("work").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANGUAGE"));
        builder.environment().put("LANG", "C");
        locale.ifPresent(value -> builder.environment().put("LC_ALL", value));
        return scripts.run(builder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C", "POSIX", "C.UTF-8", "de_DE.ISO-8859-1", "unset"})
    void textInUtf8ReachesTheCommandByteForByteAndTheCommandFindsItsOwnLocale(String locale) throws Exception {
        Optional<String> set = Optional.of(locale).filter(value -> !value.equals("unset"));
        Scripts.Outcome outcome =
                run(NAMES + "\"$0\"/election lead \"$1\" nightly --quiet --id \"$name\" -- \"./$name\" \"$name\"", set);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .isEqualTo("./Zürich,Zürich,Zürich,nightly," + locale + ",C,"
                        + directory.toRealPath().resolve("work") + "/Zürich\n");
    }

    @Test
    void namesAreShownAsTheyWereGiven() throws Exception {
        Scripts.Outcome outcome = run(
                NAMES + "\"$0\"/election lead \"$1\" nightly --quiet --id \"$name\" -- "
                        + "sh -c '\"$0\" status \"$1\" nightly' \"$0\"/election \"$1\"",
                Optional.of("C"));
        assertThat(outcome.out()).contains("leader      Zürich with token");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        Scripts.Outcome outcome =
                run("\"$0\"/election lead \"$1\" nightly -- echo \"$(printf 'Z\\374rich')\"", Optional.of("C"));
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("election: the argument 'Z\uFFFDrich' holds bytes that are no text")
                .hasLineCount(1);
    }

    @Test
    void theScriptWorksInAFolderWhoseNameIsNotAscii() throws Exception {
        Scripts.Outcome outcome = run(
                "cp -R \"$0/..\" \"$2-$(printf 'Z\\303\\274rich')\"; "
                        + "\"$2-$(printf 'Z\\303\\274rich')\"/bin/election backends",
                Optional.of("C"));
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("zookeeper");
    }

    @Test
    void everyDamagedArgumentIsFoundInEachEncoding() {
        byte[] line = "java\0-cp\0x\0Main\0a\0\0Z\u00fcrich\0".getBytes(StandardCharsets.UTF_8);
        byte[] latin = "java\0Main\0Z\u00fcrich\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(RawArguments.damage(line, 3, StandardCharsets.UTF_8)).isEmpty();
        assertThat(RawArguments.damage(line, 3, StandardCharsets.US_ASCII)).isPresent();
        assertThat(RawArguments.damage(line, 0, StandardCharsets.US_ASCII)).isEmpty();
        assertThat(RawArguments.damage(latin, 1, StandardCharsets.UTF_8)).isPresent();
        assertThat(RawArguments.damage(latin, 1, StandardCharsets.ISO_8859_1)).isEmpty();
        assertThat(RawArguments.damage(line, 3, Charset.forName("ISO-8859-15"))).isEmpty();
    }
}
