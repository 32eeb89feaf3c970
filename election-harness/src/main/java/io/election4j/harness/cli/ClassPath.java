/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The class path: the entries of this program, and those that an operator has added by {@code ELECTION_CLASSPATH}. */
final class ClassPath {
    private static final int NAMED = 3;

    private final List<String> own;
    private final List<String> added;

    private ClassPath(List<String> own, List<String> added) {
        this.own = own;
        this.added = added;
    }

    /** @param own how many entries are of this program; those that follow were added */
    static ClassPath ofThisProcess(int own) {
        List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        int ours = Math.min(own, all.size());
        return new ClassPath(all.subList(0, ours), all.subList(ours, all.size()));
    }

    /**
     * Reports one sentence for each added jar or folder with classes that this program has, too; Java then uses the
     * program's, which are first.
     */
    void tellConflicts(Consumer<String> tell) {
        if (added.isEmpty()) {
            return;
        }
        Map<String, String> known = new HashMap<>();
        for (String entry : own) {
            classes(entry, tell).forEach(name -> known.putIfAbsent(name, entry));
        }
        for (String entry : added) {
            conflict(entry, known, tell).ifPresent(tell);
        }
    }

    private static Optional<String> conflict(String entry, Map<String, String> known, Consumer<String> tell) {
        TreeSet<String> twice = new TreeSet<>(classes(entry, tell));
        twice.retainAll(known.keySet());
        if (twice.isEmpty()) {
            return Optional.empty();
        }
        List<String> others = twice.stream()
                .map(name -> String.valueOf(Path.of(known.get(name)).getFileName()))
                .distinct()
                .sorted()
                .limit(NAMED)
                .toList();
        return Optional.of(entry + " on ELECTION_CLASSPATH holds " + twice.size()
                + " class(es) that are on the class path already and are not taken from it, such as " + twice.first()
                + " of " + String.join(", ", others));
    }

    /** The names of all classes in a jar or a folder. */
    private static List<String> classes(String entry, Consumer<String> tell) {
        Path path = Path.of(entry);
        try {
            List<String> files = Files.isDirectory(path) ? filesOf(path) : entriesOf(path);
            return files.stream()
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .filter(name -> !name.endsWith("module-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        } catch (IOException unreadable) {
            tell.accept(entry + " on the class path cannot be read: " + unreadable.getMessage());
            return List.of();
        }
    }

    private static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString()).toList();
        }
    }

    private static List<String> entriesOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).toList();
        }
    }
}
