/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests the module as a whole. */
@NullMarked
package io.election4j;

import org.jspecify.annotations.NullMarked;
