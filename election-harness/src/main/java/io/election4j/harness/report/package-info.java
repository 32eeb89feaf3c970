/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Shows the results of a comparison: as a page to read, as files for programs, as a table in a terminal. */
@NullMarked
package io.election4j.harness.report;

import org.jspecify.annotations.NullMarked;
