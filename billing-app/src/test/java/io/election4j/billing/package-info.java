/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests of the module as a whole. */
@NullMarked
package io.election4j.billing;

import org.jspecify.annotations.NullMarked;
