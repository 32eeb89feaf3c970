/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Leader election for applications.
 *
 * <p>Start at {@link io.election4j.Elections#connect}: one URI selects the coordination service, one lambda leads, one
 * number (the {@linkplain io.election4j.Term#fencingToken() fencing token}) protects the data.
 */
@NullMarked
package io.election4j;

import org.jspecify.annotations.NullMarked;
