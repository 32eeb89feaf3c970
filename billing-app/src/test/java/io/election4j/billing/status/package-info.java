/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests numbers in words. */
@NullMarked
package io.election4j.billing.status;

import org.jspecify.annotations.NullMarked;
