/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes a comparison as tables for other programs: a row for each series, and a row for each sample; UTF-8. */
public final class CsvReport {
    private static final CSVFormat SERIES =
            header("scenario", "metric", "setting", "backend", "party", "unit", "n", "min", "p50", "p95", "p99", "max");
    private static final CSVFormat SAMPLES =
            header("scenario", "metric", "setting", "backend", "party", "unit", "number", "value");

    private CsvReport() {}

    /** Writes the series. A percentile with too few samples stays empty. */
    public static void writeSeries(Comparison comparison, Path file) throws IOException {
        try (CSVPrinter printer = SERIES.print(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            for (Series series : comparison.series()) {
                name(series, printer);
                if (series.samples().isEmpty()) {
                    printer.printRecord(0, null, null, null, null, null);
                } else {
                    Percentiles spread = Percentiles.of(series.samples());
                    printer.printRecord(
                            spread.count(),
                            spread.min(),
                            spread.p50(),
                            orEmpty(spread.p95()),
                            orEmpty(spread.p99()),
                            spread.max());
                }
            }
        }
    }

    /** Writes the samples in the order in which they were taken, numbered from 1. */
    public static void writeSamples(Comparison comparison, Path file) throws IOException {
        try (CSVPrinter printer = SAMPLES.print(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            for (Series series : comparison.series()) {
                List<Double> samples = series.samples();
                for (int i = 0; i < samples.size(); i++) {
                    name(series, printer);
                    printer.printRecord(i + 1, samples.get(i));
                }
            }
        }
    }

    private static void name(Series series, CSVPrinter printer) throws IOException {
        for (String value : List.of(
                series.scenario(),
                series.metric(),
                series.setting(),
                series.backend(),
                series.party().name().toLowerCase(Locale.ROOT),
                series.unit().symbol())) {
            printer.print(value);
        }
    }

    private static String orEmpty(OptionalDouble value) {
        return value.isPresent() ? String.valueOf(value.getAsDouble()) : "";
    }

    private static CSVFormat header(String... columns) {
        return CSVFormat.RFC4180.builder().setHeader(columns).get();
    }
}
