/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The candidates that are measured, in processes of their own that can be killed and frozen. One process uses a service
 * through one {@linkplain io.election4j.peers.Library library}, receives orders over a local connection, and reports
 * events with their times.
 */
@NullMarked
package io.election4j.harness.peer;

import org.jspecify.annotations.NullMarked;
