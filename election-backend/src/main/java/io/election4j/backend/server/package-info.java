/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Starts servers of the services on this machine, for {@code scheme:local} URIs and for tests. */
@NullMarked
package io.election4j.backend.server;

import org.jspecify.annotations.NullMarked;
