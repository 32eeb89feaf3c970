/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds options from a file of {@code name=value} lines, encoded in UTF-8.
 *
 * @param path the file
 * @param values by option name without the leading dashes
 */
record ConfigFile(Path path, Map<String, String> values) {

    /** The file that is read if it exists and no other file is named. */
    static final String DEFAULT_NAME = "billing.properties";

    ConfigFile {
        values = Map.copyOf(values);
    }

    /**
     * Reads a file that contains only known options: a misspelt option must not be ignored without notice.
     *
     * @throws CommandException if the file cannot be read, or contains something else
     */
    static ConfigFile read(Path path, Set<String> knownOptions) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (NoSuchFileException missing) {
            throw new CommandException("The configuration file " + path + " does not exist.", missing);
        } catch (CharacterCodingException | IllegalArgumentException unreadable) {
            throw new CommandException(
                    "The configuration file " + path + " is not a file of name=value lines in UTF-8.", unreadable);
        } catch (IOException unreadable) {
            throw new CommandException("The configuration file " + path + " cannot be read.", unreadable);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        requireKnown(path, values.keySet(), knownOptions);
        return new ConfigFile(path, values);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option)).map(String::trim);
    }

    private static void requireKnown(Path path, Set<String> names, Set<String> knownOptions) {
        for (String name : names) {
            if (!knownOptions.contains(name)) {
                throw new CommandException("The configuration file " + path + " holds the unknown option '" + name
                        + "'; known are " + String.join(", ", new TreeSet<>(knownOptions)) + ".");
            }
        }
    }
}
