/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Compares the provider's books with ours, and records the payments that ours lack. */
@NullMarked
package io.election4j.billing.audit;

import org.jspecify.annotations.NullMarked;
