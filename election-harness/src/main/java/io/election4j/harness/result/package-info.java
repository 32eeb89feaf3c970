/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** What a comparison has found, apart from how it was measured and how it is shown. */
@NullMarked
package io.election4j.harness.result;

import org.jspecify.annotations.NullMarked;
