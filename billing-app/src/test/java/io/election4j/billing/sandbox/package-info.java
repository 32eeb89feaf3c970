/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests the sandbox with the official SDK over loopback, and with plain HTTP where the SDK shows too little. */
@NullMarked
package io.election4j.billing.sandbox;

import org.jspecify.annotations.NullMarked;
