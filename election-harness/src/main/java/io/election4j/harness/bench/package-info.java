/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** What every scenario of a comparison works with: servers, processes of candidates, and where samples go. */
@NullMarked
package io.election4j.harness.bench;

import org.jspecify.annotations.NullMarked;
