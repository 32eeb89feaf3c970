/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import io.election4j.testkit.history.TermBook.Entry;
import io.election4j.testkit.history.Violation.Kind;
import java.util.List;
import java.util.Optional;

/** Checks in the order of election that terms do not overlap and that their tokens rise. */
final class TermChecks {

    private TermChecks() {}

    static void check(TermBook book, List<Violation> violations) {
        Entry longest = null;
        Entry highest = null;
        for (Entry entry : book.entries()) {
            if (!entry.tookOffice()) {
                continue; // its election may be recorded long after others were elected
            }
            if (longest != null && entry.elected().at() - longest.validUntil() < 0) {
                violations.add(violation(Kind.OVERLAP, entry, longest));
            }
            if (highest != null && entry.elected().token() < highest.elected().token()) {
                violations.add(violation(Kind.TOKEN_FELL, entry, highest));
            }
            longest = longest == null || entry.validUntil() - longest.validUntil() > 0 ? entry : longest;
            highest = highest == null
                            || entry.elected().token() > highest.elected().token()
                    ? entry
                    : highest;
        }
    }

    private static Violation violation(Kind kind, Entry later, Entry earlier) {
        return new Violation(kind, later.elected(), Optional.of(earlier.elected()));
    }
}
