/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.testkit.BackendRules;
import io.election4j.testkit.FrailLine;
import io.election4j.testkit.Saboteur;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The rules, against real servers. */
abstract class RulesOnServers extends BackendRules {
    private static @Nullable Servers servers;

    private final String options;

    RulesOnServers(String options) {
        this.options = options;
    }

    static void start(Path directory, int size) throws Exception {
        servers = new Servers(directory, size, "\"session_ttl_min\": \"500ms\",");
    }

    @AfterAll
    static void stopServers() {
        servers().close();
    }

    private static Servers servers() {
        return Objects.requireNonNull(servers);
    }

    @Override
    protected String uri(Duration ttl) {
        return servers().uri(ttl, options);
    }

    @Override
    protected Optional<String> unreachableUri(Duration ttl) {
        return Optional.of("consul://127.0.0.1:1,127.0.0.1:2/rules?ttl=" + ttl.toMillis() + "ms" + options);
    }

    @Override
    protected Optional<Saboteur> saboteur() {
        return Optional.of(new Stranger(servers()));
    }

    @Override
    protected Optional<FrailLine> frailLine() {
        return Optional.of(new Line(servers().port(), options));
    }
}
