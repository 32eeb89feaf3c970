/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes all files of a report. */
public final class ReportFiles {
    private ReportFiles() {}

    /** Writes report.html, report.json, series.csv and samples.csv into the directory, and creates the directory if necessary. */
    public static void write(Comparison comparison, Path directory) throws IOException {
        Files.createDirectories(directory);
        // Writes report.json first, because its data cannot be measured again.
        JsonReport.write(comparison, directory.resolve("report.json"));
        CsvReport.writeSeries(comparison, directory.resolve("series.csv"));
        CsvReport.writeSamples(comparison, directory.resolve("samples.csv"));
        Files.writeString(directory.resolve("report.html"), HtmlReport.of(comparison));
    }
}
