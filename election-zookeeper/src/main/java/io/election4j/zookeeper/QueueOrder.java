/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The order in which candidates stand in line: text order of what follows the last "latch-", as Curator sorts. */
final class QueueOrder {
    private static final String MARK = "latch-";
    private static final Comparator<String> ORDER = Comparator.comparing(QueueOrder::place);

    private QueueOrder() {}

    /** Nothing is left out: a latch also waits for children that are no candidates, and so must we. */
    static Optional<String> first(Collection<String> children) {
        return children.stream().min(ORDER);
    }

    static List<String> sorted(Collection<String> children) {
        return children.stream().sorted(ORDER).toList();
    }

    /** Whether a node stands in line, by its name. */
    static boolean isCandidate(String child) {
        return child.contains(MARK);
    }

    private static String place(String child) {
        int mark = child.lastIndexOf(MARK);
        return mark < 0 ? child : child.substring(mark + MARK.length());
    }
}
