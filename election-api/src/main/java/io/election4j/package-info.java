/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Leader election for applications. */
@NullMarked
package io.election4j;

import org.jspecify.annotations.NullMarked;
