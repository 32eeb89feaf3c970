/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import io.election4j.harness.operate.BackendDescription;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the backends and the options of their URIs. */
@Command(
        name = "backends",
        description = "Lists the backends on the class path, and the options that their URIs understand.",
        footer = {
            "",
            "A URI is scheme://host:port,host:port/namespace?option=value&option=value; a bare scheme means the",
            "service on this machine.",
            "",
            "Examples:",
            "  bin/election backends",
            "  bin/election backends --format json | jq -r .scheme"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:listed", "2:wrong usage"})
final class BackendsCommand implements Callable<Integer> {
    private static final int WIDTH = 110;
    private static final int NAMES = 19;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private CommandSpec command = CommandSpec.create(); // replaced by picocli

    @Mixin
    private final FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        common.startLogging();
        PrintWriter out = command.commandLine().getOut();
        List<BackendDescription> all = BackendDescription.all();
        all.forEach(backend -> out.print(format.isJson() ? Json.line(backend) : table(backend)));
        out.flush();
        return ExitStatus.DONE;
    }

    private static String table(BackendDescription backend) {
        TextTable table = TextTable.forColumns(
                Help.defaultColorScheme(Help.Ansi.OFF),
                new Column(NAMES, 2, Overflow.SPAN),
                new Column(WIDTH - NAMES, 1, Overflow.WRAP));
        table.indentWrappedLines = 0;
        backend.options().forEach((name, meaning) -> table.addRowValues(name, meaning));
        return backend.scheme() + System.lineSeparator() + table + System.lineSeparator();
    }
}
