/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests the engine on a clock that the test moves and with a backend whose answers the test gives. */
@NullMarked
package io.election4j.core;

import org.jspecify.annotations.NullMarked;
