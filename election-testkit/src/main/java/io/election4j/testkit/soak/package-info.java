/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests that nothing is kept of elections that nobody uses any more, in the process and at the service. */
@NullMarked
package io.election4j.testkit.soak;

import org.jspecify.annotations.NullMarked;
