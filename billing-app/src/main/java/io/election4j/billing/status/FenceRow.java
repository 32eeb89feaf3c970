/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.status;

import java.time.Instant;

/** Describes the newest term, which alone may decide. */
public record FenceRow(String holder, long epoch, long token, Instant updatedAt) {}
