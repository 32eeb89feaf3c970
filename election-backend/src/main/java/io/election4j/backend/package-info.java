/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Provides what all backends share: their threads, the futures and renewals of campaigns, queries, and the exceptions with which
 * all backends report problems. For authors of backends; applications need nothing of it.
 */
@NullMarked
package io.election4j.backend;

import org.jspecify.annotations.NullMarked;
