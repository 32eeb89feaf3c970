/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Processes of the demonstration: started, watched, hurt and cleaned up whatever happens. */
@NullMarked
package io.election4j.billing.demo.process;

import org.jspecify.annotations.NullMarked;
