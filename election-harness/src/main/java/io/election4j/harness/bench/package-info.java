/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** What all scenarios of a comparison use: servers, candidate processes, and the recorder of samples. */
@NullMarked
package io.election4j.harness.bench;

import org.jspecify.annotations.NullMarked;
