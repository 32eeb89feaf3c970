/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** One run of a comparison: starts the servers, runs every scenario on each service, and shows the progress. */
@NullMarked
package io.election4j.harness.compare;

import org.jspecify.annotations.NullMarked;
