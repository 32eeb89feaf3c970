/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** The engine: what every backend shares. Not exported; may change at any time. */
@NullMarked
package io.election4j.core;

import org.jspecify.annotations.NullMarked;
