/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests how a backend is named and found. */
@NullMarked
package io.election4j.spi;

import org.jspecify.annotations.NullMarked;
