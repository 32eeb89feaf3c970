/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** One run of a comparison: starts the servers, plays every scenario on each, and shows how far it is. */
@NullMarked
package io.election4j.harness.compare;

import org.jspecify.annotations.NullMarked;
