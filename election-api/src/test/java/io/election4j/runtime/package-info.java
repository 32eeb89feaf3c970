/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests how tasks run and how failures are read. */
@NullMarked
package io.election4j.runtime;

import org.jspecify.annotations.NullMarked;
