/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * What the author of a backend need not write again: threads, credentials and certificates from files, and the
 * sentences in which all backends report what is wrong. Nothing here is for applications.
 */
@NullMarked
package io.election4j.spi.support;

import org.jspecify.annotations.NullMarked;
