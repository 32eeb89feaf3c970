/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Operations of an operator on elections: runs a command while leading, shows leaders, asks leaders to resign. */
@NullMarked
package io.election4j.harness.operate;

import org.jspecify.annotations.NullMarked;
