/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Compares the provider's books with ours, and records what we missed. */
@NullMarked
package io.election4j.billing.audit;

import org.jspecify.annotations.NullMarked;
