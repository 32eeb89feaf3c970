/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** What an operator does with elections: runs a command while leading, looks on, asks leaders to resign. */
@NullMarked
package io.election4j.harness.operate;

import org.jspecify.annotations.NullMarked;
