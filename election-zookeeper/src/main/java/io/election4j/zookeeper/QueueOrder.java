/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sorts candidates in the order of the queue: text order of what follows the last "latch-", as Curator sorts. */
final class QueueOrder {
    private static final String MARK = "latch-";
    private static final Comparator<String> ORDER = Comparator.comparing(QueueOrder::place);

    private QueueOrder() {}

    /** Excludes no child: a latch also waits for children that are not candidates, so this method must do so, too. */
    static Optional<String> first(Collection<String> children) {
        return children.stream().min(ORDER);
    }

    static List<String> sorted(Collection<String> children) {
        return children.stream().sorted(ORDER).toList();
    }

    /** Whether a node is that of a candidate, by its name. */
    static boolean isCandidate(String child) {
        return child.contains(MARK);
    }

    private static String place(String child) {
        int mark = child.lastIndexOf(MARK);
        return mark < 0 ? child : child.substring(mark + MARK.length());
    }
}
