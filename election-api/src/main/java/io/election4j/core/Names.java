/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.runtime.Failures;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks the names of elections and candidates, so that a name means the same on every service. */
final class Names {
    /** No slash: one election's name must never be a prefix of another's path. */
    private static final Pattern ELECTION = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private static final int LONGEST_ID = 255;

    private Names() {}

    static String election(String name) {
        if (!ELECTION.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException(
                    "an election's name is 1 to 200 letters, digits, dots, dashes and underscores: '" + shown(name)
                            + "'");
        }
        return name;
    }

    /** Checks the name of an election that candidates may enter and whose leader may be asked to resign. */
    static String unreserved(String name) {
        if (name.equals(ResignRequestWatch.ELECTION)) {
            throw new IllegalArgumentException("the election '" + name
                    + "' is reserved for requests to resign: stand in an election of another name");
        }
        return election(name);
    }

    static String candidate(String id) {
        boolean acceptable = !id.isEmpty() && id.codePointCount(0, id.length()) <= LONGEST_ID;
        if (!acceptable || !id.codePoints().allMatch(Failures::isPrintable)) {
            throw new IllegalArgumentException("a candidate's id is 1 to 255 printable characters, without control and"
                    + " format characters, line separators, lone surrogates and unassigned characters: '" + shown(id)
                    + "'");
        }
        return id;
    }

    /** Escapes a name for a message: characters that cannot be printed appear as their numbers. */
    private static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .limit(LONGEST_ID)
                .forEach(each -> shown.append(
                        Failures.isPrintable(each)
                                ? Character.toString(each)
                                : String.format(Locale.ROOT, "\\u%04X", each)));
        return shown.toString();
    }
}
