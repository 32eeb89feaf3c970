/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Implements the engine that all backends share. Not exported; may change at any time. */
@NullMarked
package io.election4j.core;

import org.jspecify.annotations.NullMarked;
