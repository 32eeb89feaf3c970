/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lists the candidates of one election at one moment: the keys directly under its name. Keys at deeper levels belong to
 * the elections of another namespace that begins with this election's name.
 *
 * @param revision the revision of the whole store at that moment
 */
record QueueView(String prefix, List<KeyState> keys, long revision) {

    /** Divides keys by election; keys of other elections may be among them. */
    static List<QueueView> divide(List<String> prefixes, List<KeyState> keys, long revision) {
        Map<String, List<KeyState>> byPrefix = keys.stream().collect(Collectors.groupingBy(key -> prefixOf(key.key())));
        return prefixes.stream()
                .map(prefix -> new QueueView(prefix, byPrefix.getOrDefault(prefix, List.of()), revision))
                .toList();
    }

    /** The prefix of all keys of the same election. */
    static String prefixOf(String key) {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }

    Optional<KeyState> find(String key) {
        return keys.stream().filter(each -> each.key().equals(key)).findFirst();
    }

    /** The key to wait for: the youngest of the older ones. */
    Optional<KeyState> nearestOlder(long createRevision) {
        return keys.stream()
                .filter(each -> each.createRevision() < createRevision)
                .max(Comparator.comparingLong(KeyState::createRevision));
    }
}
