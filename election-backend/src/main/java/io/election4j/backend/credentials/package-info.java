/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Reads user names, passwords, tokens and certificates from files, and again when the files change. */
@NullMarked
package io.election4j.backend.credentials;

import org.jspecify.annotations.NullMarked;
