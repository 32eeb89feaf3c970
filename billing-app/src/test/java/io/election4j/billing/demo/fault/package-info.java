/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests the order of faults. */
@NullMarked
package io.election4j.billing.demo.fault;

import org.jspecify.annotations.NullMarked;
