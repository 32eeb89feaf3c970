/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** What goes wrong during the demonstration, when, and under which preconditions. */
@NullMarked
package io.election4j.billing.demo.fault;

import org.jspecify.annotations.NullMarked;
