/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** The questions that a comparison answers, each with the way it is measured. */
@NullMarked
package io.election4j.harness.scenario;

import org.jspecify.annotations.NullMarked;
