/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Shows who led when, why it ended and how long it took until the next leader. */
@NullMarked
package io.election4j.billing.demo.timeline;

import org.jspecify.annotations.NullMarked;
