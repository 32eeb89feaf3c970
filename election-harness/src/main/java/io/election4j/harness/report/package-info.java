/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Shows what a comparison has found: as a page to read, as files to compute with, as a table in a terminal. */
@NullMarked
package io.election4j.harness.report;

import org.jspecify.annotations.NullMarked;
