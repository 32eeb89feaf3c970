/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests of the engine on a clock that the test moves and a backend that the test answers for. */
@NullMarked
package io.election4j.core;

import org.jspecify.annotations.NullMarked;
