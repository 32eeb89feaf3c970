/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Starts, watches, disturbs and always cleans up the processes of the demonstration. */
@NullMarked
package io.election4j.billing.demo.process;

import org.jspecify.annotations.NullMarked;
