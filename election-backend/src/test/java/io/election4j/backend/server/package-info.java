/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests how servers are started. */
@NullMarked
package io.election4j.backend.server;

import org.jspecify.annotations.NullMarked;
