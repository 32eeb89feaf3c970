/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.Leader;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Holds a request for a leader other than the known one until it is answered.
 *
 * @param election with its namespace
 */
record MemoryWatch(
        MemoryBackend connection,
        String election,
        Optional<Leader> known,
        CompletableFuture<Optional<Leader>> answer) {}
