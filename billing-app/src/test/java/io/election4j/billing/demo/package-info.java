/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Runs the demonstration in processes of its own. */
@NullMarked
package io.election4j.billing.demo;

import org.jspecify.annotations.NullMarked;
