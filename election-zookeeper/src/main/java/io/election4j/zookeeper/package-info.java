/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Implements elections on Apache ZooKeeper, in the node layout of Curator's LeaderLatch, so that plain latches take
 * part.
 */
@NullMarked
package io.election4j.zookeeper;

import org.jspecify.annotations.NullMarked;
