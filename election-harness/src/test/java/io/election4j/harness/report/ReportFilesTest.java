/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.Unit;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void allFilesAreWritten() throws IOException {
        Path reports = directory.resolve("new/reports");

        ReportFiles.write(small(), reports);

        assertThat(reports).isDirectoryContaining("glob:**/report.html").isDirectoryContaining("glob:**/report.json");
        assertThat(reports).isDirectoryContaining("glob:**/series.csv").isDirectoryContaining("glob:**/samples.csv");
    }

    @Test
    void whatWasWrittenAsJsonIsReadAgain() throws IOException {
        Comparison comparison = SampleComparison.comparison();
        Path file = directory.resolve("report.json");

        JsonReport.write(comparison, file);

        assertThat(JsonReport.read(file)).isEqualTo(comparison);
    }

    @Test
    void otherFormatsAreRefusedInOneSentence() throws IOException {
        Path file = directory.resolve("report.json");

        Files.writeString(file, "{\"format\": 7, \"comparison\": {}}");
        assertThatThrownBy(() -> JsonReport.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " has format 7, but only format 1 can be read; use the version that wrote it.");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> JsonReport.read(file))
                .hasMessageStartingWith(file + " is not a report of a comparison");
        Files.writeString(file, "no JSON");
        assertThatThrownBy(() -> JsonReport.read(file)).hasMessageStartingWith(file + " is not JSON");
        Files.writeString(file, "{\"format\": 1, \"comparison\": {\"series\": 3}}");
        assertThatThrownBy(() -> JsonReport.read(file)).hasMessageStartingWith(file + " is damaged");
    }

    @Test
    void aRowOfTheSeriesHasItsPercentiles() throws IOException {
        Path file = directory.resolve("series.csv");

        CsvReport.writeSeries(small(), file);

        CSVRecord row = rows(file).get(0);
        assertThat(row.get("party")).isEqualTo("raw");
        assertThat(row.get("setting")).isEqualTo("ttl 2 s, \"often\"");
        assertThat(row.get("n")).isEqualTo("3");
        assertThat(row.get("min")).isEqualTo("1.0");
        assertThat(Double.parseDouble(row.get("p50"))).isBetween(1.998, 2.002);
        assertThat(row.get("p95")).isEmpty();
        assertThat(row.get("max")).isEqualTo("4.0");
    }

    @Test
    void everySampleIsARow() throws IOException {
        Path file = directory.resolve("samples.csv");

        CsvReport.writeSamples(small(), file);

        assertThat(rows(file))
                .extracting(row -> row.get("number") + "=" + row.get("value"))
                .containsExactly("1=4.0", "2=1.0", "3=2.0");
    }

    private static Comparison small() {
        return Comparisons.of(
                Comparisons.series("crash", "time", "ttl 2 s, \"often\"", Party.RAW, Unit.MILLISECONDS, 4, 1, 2));
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }
}
