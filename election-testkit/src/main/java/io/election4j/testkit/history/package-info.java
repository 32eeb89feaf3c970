/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Records what candidates did, over many processes of one machine, and judges whether an election may go like that. */
@NullMarked
package io.election4j.testkit.history;

import org.jspecify.annotations.NullMarked;
