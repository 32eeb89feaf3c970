/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a foreign backend that is given to {@code bin/election} as a jar. */
class ScriptClassPathTest {
    private static final String PROVIDER =
            """
            package other;

            import io.election4j.ElectionException;
            import io.election4j.spi.Backend;
            import io.election4j.spi.BackendProvider;
            import io.election4j.spi.BackendUri;
            import java.util.Map;

            public class Provider implements BackendProvider {
                public String scheme() {
                    return "other";
                }

                public Map<String, String> options() {
                    return Map.of("colour", "which one");
                }

                public Backend connect(BackendUri uri) {
                    throw new ElectionException(ElectionException.Kind.REFUSED, "the other one was asked for " + uri);
                }
            }
            """;

    @TempDir
    Path directory;

    private Scripts scripts;
    private Path jar;

    @BeforeEach
    void compile() throws IOException {
        scripts = Scripts.built(directory.resolve("checkout"));
        Path source = Files.writeString(
                Files.createDirectories(directory.resolve("source/other")).resolve("Provider.java"), PROVIDER);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(status).isZero();
        jar = Files.createDirectories(directory.resolve("jars of others")).resolve("other.jar");
        pack(jar, new byte[0]);
    }

    /** Writes the jar; with a class that election has, too, unless it is empty. */
    private void pack(Path file, byte[] twice) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            put(out, "other/Provider.class", Files.readAllBytes(directory.resolve("source/other/Provider.class")));
            put(out, "META-INF/services/io.election4j.spi.BackendProvider", "other.Provider\n".getBytes(UTF_8));
            if (twice.length > 0) {
                put(out, "picocli/CommandLine.class", twice);
            }
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
    }

    private Scripts.Outcome run(String line, String classPath) throws Exception {
        ProcessBuilder builder = scripts.shell("\"$0\"/election " + line);
        builder.environment().put("ELECTION_CLASSPATH", classPath);
        return scripts.run(builder);
    }

    @Test
    void theCommandsUseABackendThatIsGivenAsAJarOrAsAFolderOfJars() throws Exception {
        Path folder = Objects.requireNonNull(jar.getParent());
        for (String classPath : new String[] {jar.toString(), folder + "/*", ":" + jar + ":"}) {
            Scripts.Outcome listed = run("backends", classPath);
            assertThat(listed.err()).isEmpty();
            assertThat(listed.status()).isZero();
            assertThat(listed.out()).contains("other", "colour", "which one", "zookeeper");
        }
        Scripts.Outcome asked = run("status other://h:1/x e", jar.toString());
        assertThat(asked.status()).isEqualTo(1);
        assertThat(asked.err()).isEqualTo("election: the other one was asked for other://h:1/x?ttl=10000ms\n");
    }

    @Test
    void classesThatAreThereTwiceAreNamedAndOursAreUsed() throws Exception {
        pack(jar, "no class".getBytes(UTF_8));
        Scripts.Outcome listed = run("backends", jar.toString());
        assertThat(listed.status()).isZero();
        assertThat(listed.out()).contains("other");
        assertThat(listed.err())
                .startsWith("election: " + jar
                        + " on ELECTION_CLASSPATH holds 1 class(es) that are on the class path already")
                .contains("picocli.CommandLine of picocli-")
                .hasLineCount(1);
    }

    @Test
    void whatIsNotThereIsRefused() throws Exception {
        assertThat(run("backends", "/no/such.jar"))
                .isEqualTo(new Scripts.Outcome(
                        1,
                        "",
                        "election: ELECTION_CLASSPATH names /no/such.jar, which does not exist or cannot be read.\n"));
        assertThat(run("backends", "/no/jars/*").err()).contains("the folder /no/jars, which does not exist");
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no archive");
        Scripts.Outcome outcome = run("backends", broken.toString());
        assertThat(outcome.err()).contains(broken + " on the class path cannot be read");
    }
}
