/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Implements elections on etcd, in the key layout of its own elections, so that {@code etcdctl elect} takes part. */
@NullMarked
package io.election4j.etcd;

import org.jspecify.annotations.NullMarked;
