/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Fills templates of pages. Values are escaped, except for charts and styles. */
final class Templates {
    private static final Mustache.Compiler COMPILER = Mustache.compiler().escapeHTML(true);

    private Templates() {}

    static String fill(String name, Object page) {
        return COMPILER.compile(text(name)).execute(page);
    }

    static String style() {
        return text("report.css");
    }

    private static String text(String name) {
        try (InputStream stream = Templates.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The page " + name + " cannot be read.", e);
        }
    }
}
