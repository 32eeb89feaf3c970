/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import java.util.concurrent.CompletableFuture;

/** Holds a request of a connection: an effect, and the future that the answer completes. */
record Request(MemoryBackend from, CompletableFuture<?> answer, Runnable effect) {}
