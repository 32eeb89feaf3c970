/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Provides what all backends share: threads, credentials and certificates from files, and the exceptions with which all
 * backends report problems. Nothing here is for applications.
 */
@NullMarked
package io.election4j.spi.support;

import org.jspecify.annotations.NullMarked;
