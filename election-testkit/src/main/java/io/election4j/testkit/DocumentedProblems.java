/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Compares the messages for problems with the document that lists them. The classes that make the messages have one
 * method for each, which returns an {@link ElectionException} and takes only texts; a static method that returns a text
 * makes a part of a message. The document writes {@code <name>} for the parameter {@code name}. Needs classes compiled
 * with {@code -parameters}.
 */
public final class DocumentedProblems {
    private static final Path DOCUMENT = Path.of("docs", "troubleshooting.md");

    private DocumentedProblems() {}

    /**
     * Fails unless a section's table lists each message of these classes, and no other. Looks for the document in the
     * working directory and in its parents.
     *
     * @param section the title of the section, without its {@code ##}
     */
    public static void assertListed(String section, Class<?>... makers) {
        List<String> made =
                Stream.of(makers).flatMap(maker -> sentences(maker).stream()).toList();
        assertThat(made).as("sentences of %s", Arrays.toString(makers)).isNotEmpty();
        assertThat(listed(read(document()), section))
                .as("first column of the table in section '%s' of %s", section, DOCUMENT)
                .containsExactlyInAnyOrderElementsOf(made);
    }

    /** Returns the first column of a section's table; each row must give a cause and a remedy. */
    static List<String> listed(String document, String section) {
        return document.lines()
                .dropWhile(line -> !line.equals("## " + section))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(DocumentedProblems::sentence)
                .toList();
    }

    private static String sentence(String row) {
        String[] cells = row.substring(1).split("(?<!\\\\)\\|");
        assertThat(cells)
                .as("sentence, cause and remedy in: %s", row)
                .hasSize(3)
                .noneMatch(String::isBlank);
        String cell = cells[0].strip();
        return cell.substring(1, cell.length() - 1).replace("\\|", "|");
    }

    /** Returns the messages of a class, with each parameter's name in angle brackets as its value. */
    static List<String> sentences(Class<?> maker) {
        Object instance = instance(maker);
        return Stream.of(maker.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !Modifier.isPrivate(method.getModifiers()))
                .filter(DocumentedProblems::makesSentence)
                .map(method -> sentence(method, instance))
                .filter(sentence -> !sentence.equals("<sentence>")) // the caller makes it
                .toList();
    }

    private static boolean makesSentence(Method method) {
        return method.getReturnType() == ElectionException.class
                || (method.getReturnType() == String.class && Modifier.isStatic(method.getModifiers()));
    }

    private static String sentence(Method method, Object instance) {
        method.setAccessible(true);
        try {
            Object made = Objects.requireNonNull(method.invoke(instance, arguments(method)));
            return String.valueOf(made instanceof ElectionException problem ? problem.getMessage() : made);
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError(method + " makes no sentence", broken);
        }
    }

    private static Object instance(Class<?> maker) {
        Constructor<?> constructor = maker.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(arguments(constructor));
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError(maker + " cannot be made", broken);
        }
    }

    private static Object[] arguments(Executable call) {
        return Stream.of(call.getParameters())
                .map(parameter -> argument(call, parameter))
                .toArray();
    }

    /** Returns a text, or an object that is itself made of texts. */
    private static Object argument(AnnotatedElement call, Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == String.class) {
            return "<" + parameter.getName() + ">";
        }
        assertThat(call).as("%s takes something else than texts", call).isInstanceOf(Constructor.class);
        return instance(type);
    }

    private static Path document() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(DOCUMENT))) {
                return folder.resolve(DOCUMENT);
            }
        }
        throw new AssertionError("there is no " + DOCUMENT + " in " + here + " or above it");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
