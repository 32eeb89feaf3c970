/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests credentials and certificates from files. */
@NullMarked
package io.election4j.backend.credentials;

import org.jspecify.annotations.NullMarked;
