/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the facts to a file in a machine-readable form. */
public final class JsonReport {

    private JsonReport() {}

    /**
     * Replaces an existing file.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, DemoFacts facts) throws IOException {
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toAbsolutePath().toFile(), facts);
    }
}
