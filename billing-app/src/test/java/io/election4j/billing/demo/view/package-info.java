/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Looks at what is printed and written. */
@NullMarked
package io.election4j.billing.demo.view;

import org.jspecify.annotations.NullMarked;
