/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests the printed and written output. */
@NullMarked
package io.election4j.billing.demo.view;

import org.jspecify.annotations.NullMarked;
