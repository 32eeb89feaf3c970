/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests of a replica as a whole. */
@NullMarked
package io.election4j.billing.replica;

import org.jspecify.annotations.NullMarked;
