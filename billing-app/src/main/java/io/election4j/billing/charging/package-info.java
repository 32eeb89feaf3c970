/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** The protocol that charges each subscription exactly once a month, however many leaders believe in themselves. */
@NullMarked
package io.election4j.billing.charging;

import org.jspecify.annotations.NullMarked;
