/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that backends are found from threads with any class loader. */
class ProvidersTest {
    @TempDir
    private Path directory;

    /** A provider that a class loader of a test finds. */
    public static final class ProvidedProvider implements BackendProvider {
        /** For {@link java.util.ServiceLoader}. */
        public ProvidedProvider() {}

        @Override
        public String scheme() {
            return "provided";
        }

        @Override
        public Map<String, String> options() {
            return Map.of();
        }

        @Override
        public Backend connect(BackendUri uri) {
            throw new UnsupportedOperationException();
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void with(@Nullable ClassLoader context, Action test) throws Exception {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(context);
        try {
            test.run();
        } finally {
            current.setContextClassLoader(before);
        }
    }

    /** Makes a class loader that finds these names as providers, in addition to all that ours finds. */
    private URLClassLoader naming(String... names) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.write(services.resolve(BackendProvider.class.getName()), List.of(names));
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, BackendProvider.class.getClassLoader());
    }

    @Test
    void theSentenceForAMissingBackendNamesTheArtifact() {
        assertThatThrownBy(() -> BackendProvider.forScheme("etcd"))
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining("no backend for 'etcd'")
                .hasMessageContaining("io.election4j:election-etcd");
        assertThatThrownBy(() -> BackendProvider.forScheme("redis")).hasMessageContaining("election-zookeeper");
    }

    @Test
    void aProviderOfTheContextIsFoundOnce() throws Exception {
        String name = ProvidedProvider.class.getName();
        try (URLClassLoader context = naming(name, name)) {
            with(context, () -> {
                assertThat(BackendProvider.forScheme("provided")).isInstanceOf(ProvidedProvider.class);
                assertThat(BackendProvider.all())
                        .filteredOn(ProvidedProvider.class::isInstance)
                        .hasSize(1);
            });
        }
    }

    @Test
    void aContextClassLoaderWithoutBackendsHidesNoProvider() throws Exception {
        int ours = Providers.find().found().size();
        with(null, () -> assertThat(Providers.find().found()).hasSize(ours));
        with(
                ClassLoader.getPlatformClassLoader(),
                () -> assertThat(Providers.find().found()).hasSize(ours));
    }

    @Test
    void aProviderThatCannotBeLoadedHidesNoOther() throws Exception {
        try (URLClassLoader context = naming("no.such.Provider", ProvidedProvider.class.getName())) {
            with(context, () -> {
                assertThat(BackendProvider.forScheme("provided")).isInstanceOf(ProvidedProvider.class);
                assertThatThrownBy(() -> BackendProvider.forScheme("etcd")).hasMessageContaining("no.such.Provider");
                assertThatThrownBy(BackendProvider::all)
                        .isInstanceOf(ElectionException.class)
                        .hasMessageContaining("cannot be loaded")
                        .hasMessageContaining("no.such.Provider");
            });
        }
    }
}
