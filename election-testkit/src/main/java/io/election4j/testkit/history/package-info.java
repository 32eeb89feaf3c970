/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Records what candidates did, in many processes of one machine, and checks whether that breaks a promise of elections.
 */
@NullMarked
package io.election4j.testkit.history;

import org.jspecify.annotations.NullMarked;
