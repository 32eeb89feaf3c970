/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Runs one replica of the service: it stands for election and charges while it leads. */
@NullMarked
package io.election4j.billing.replica;

import org.jspecify.annotations.NullMarked;
