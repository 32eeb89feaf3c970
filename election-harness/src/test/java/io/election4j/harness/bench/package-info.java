/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests of {@link io.election4j.harness.bench}. */
@NullMarked
package io.election4j.harness.bench;

import org.jspecify.annotations.NullMarked;
