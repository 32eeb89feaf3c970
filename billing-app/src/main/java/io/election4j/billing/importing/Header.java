/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Holds the names of a file's columns, in their order. */
record Header(List<String> names) {

    Header {
        names = names.stream().map(String::strip).toList();
    }

    int index(String name) {
        return names.indexOf(name);
    }

    /** Returns the required columns that are missing or appear more than once. */
    List<Problem> problems(CsvColumns columns, long line) {
        List<Problem> problems = new ArrayList<>();
        for (String name : columns.names()) {
            int times = Collections.frequency(names, name);
            if (times == 0) {
                problems.add(new Problem(
                        line,
                        Optional.of(name),
                        "there is no such column: the file has " + String.join(", ", names) + "."));
            } else if (times > 1) {
                problems.add(new Problem(
                        line, Optional.of(name), "there are " + times + " columns of this name: rename all but one."));
            }
        }
        return problems;
    }
}
