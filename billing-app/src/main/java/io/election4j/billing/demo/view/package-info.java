/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Shows the demonstration on a terminal, in plain lines, and as a JSON file. */
@NullMarked
package io.election4j.billing.demo.view;

import org.jspecify.annotations.NullMarked;
