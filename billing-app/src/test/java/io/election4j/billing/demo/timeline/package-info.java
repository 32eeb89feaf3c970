/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests timelines of rows made by hand. */
@NullMarked
package io.election4j.billing.demo.timeline;

import org.jspecify.annotations.NullMarked;
