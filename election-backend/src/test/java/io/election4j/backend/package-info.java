/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests what backends share. */
@NullMarked
package io.election4j.backend;

import org.jspecify.annotations.NullMarked;
