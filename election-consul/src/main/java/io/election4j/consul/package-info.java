/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** The backend for HashiCorp Consul: sessions, the key of Consul's own lock, and a queue beside it. */
@NullMarked
package io.election4j.consul;

import org.jspecify.annotations.NullMarked;
