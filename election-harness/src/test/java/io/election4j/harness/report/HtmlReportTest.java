/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    @Test
    void allFilesAreWritten(@TempDir Path directory) throws IOException {
        ReportFiles.write(SampleComparison.comparison(), directory);
        ReportFiles.write(SampleComparison.comparison(), Path.of("/tmp/rep"));

        assertThat(Files.size(directory.resolve("report.html"))).isLessThan(3_000_000);
    }
}
