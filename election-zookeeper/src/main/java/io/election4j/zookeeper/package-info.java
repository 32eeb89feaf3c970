/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Implements elections on Apache ZooKeeper, in the node layout of Curator's LeaderLatch, so that plain latches take
 * part.
 *
 * <p>Read first: {@link io.election4j.zookeeper.ZooKeeperBackend}, what the engine calls;
 * {@link io.election4j.zookeeper.ZooKeeperCampaign}, one attempt from entering to its end;
 * {@link io.election4j.zookeeper.Renewals}, the proof that a leader's node and session live;
 * {@link io.election4j.zookeeper.Session}, the calls and their time limits; {@link io.election4j.zookeeper.Release}, how nothing is
 * left. The other classes serve one of these: connecting (Connection, CuratorConnection, Diagnosis), entering (ParentNodes, Rights,
 * QueueWatchdog), followers (LeaderSource), cleaning up (OrphanCleanup).
 */
@NullMarked
package io.election4j.zookeeper;

import org.jspecify.annotations.NullMarked;
