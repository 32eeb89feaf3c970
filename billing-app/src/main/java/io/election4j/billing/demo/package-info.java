/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Runs the demonstration: a real cluster on this machine charges a month while its leaders are killed, frozen and
 * retired.
 */
@NullMarked
package io.election4j.billing.demo;

import org.jspecify.annotations.NullMarked;
