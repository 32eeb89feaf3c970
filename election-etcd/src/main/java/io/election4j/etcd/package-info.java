/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Implements elections on etcd, in the key layout of its own elections, so that {@code etcdctl elect} takes part.
 *
 * <p>Read first: {@link io.election4j.etcd.EtcdBackend}, what the engine calls; {@link io.election4j.etcd.EtcdCampaign}, one attempt
 * from entering to its end; {@link io.election4j.etcd.RenewalBatch}, the proof that a leader's key and lease live;
 * {@link io.election4j.etcd.EtcdClient}, the requests; {@link io.election4j.etcd.Release}, how nothing is left. The other classes
 * serve one of these: connecting (Connection, ClientFactory), leases (LeasePool, SharedLease, KeyMoves), entering (KeyCreation,
 * QueueReader, NamespaceWatch), followers (LeaderSource), cleaning up (OrphanCleanup).
 */
@NullMarked
package io.election4j.etcd;

import org.jspecify.annotations.NullMarked;
