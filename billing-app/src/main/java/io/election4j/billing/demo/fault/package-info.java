/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Injects the faults of the demonstration according to a schedule and its preconditions. */
@NullMarked
package io.election4j.billing.demo.fault;

import org.jspecify.annotations.NullMarked;
