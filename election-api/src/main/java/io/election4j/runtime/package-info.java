/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Runs tasks, and reads the failures of other code: for the engine and for the backends, not for applications. */
@NullMarked
package io.election4j.runtime;

import org.jspecify.annotations.NullMarked;
