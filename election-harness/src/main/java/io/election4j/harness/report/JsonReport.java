/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.election4j.harness.result.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes a comparison as a JSON file, to show it again or to compare it with another.
 *
 * <p>If a file cannot be read, the message of the {@link IOException} is one sentence for the user.
 */
public final class JsonReport {
    private static final int FORMAT = 1;

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** Writes the file, and replaces an existing one. */
    public static void write(Comparison comparison, Path file) throws IOException {
        JSON.writeValue(file.toFile(), new Document(FORMAT, comparison));
    }

    /** Reads what {@link #write} has written. */
    public static Comparison read(Path file) throws IOException {
        JsonNode tree = parse(file);
        JsonNode format = tree == null ? null : tree.get("format");
        if (format == null || !tree.path("comparison").isObject()) {
            throw new IOException(
                    "%s is not a report of a comparison; one begins with \"format\" and has \"comparison\"."
                            .formatted(file));
        }
        if (!format.isInt() || format.intValue() != FORMAT) {
            throw new IOException("%s has format %s, but only format %d can be read; use the version that wrote it."
                    .formatted(file, format.asText(), FORMAT));
        }
        try {
            return JSON.treeToValue(tree, Document.class).comparison();
        } catch (JsonProcessingException e) {
            throw new IOException("%s is damaged: %s.".formatted(file, e.getOriginalMessage()), e);
        }
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s is not JSON, which a report of a comparison must be (line %d)."
                            .formatted(file, e.getLocation().getLineNr()),
                    e);
        }
    }

    private record Document(int format, Comparison comparison) {}
}
