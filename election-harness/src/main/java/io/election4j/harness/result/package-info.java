/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** The results of a comparison, independent of how they are measured and shown. */
@NullMarked
package io.election4j.harness.result;

import org.jspecify.annotations.NullMarked;
