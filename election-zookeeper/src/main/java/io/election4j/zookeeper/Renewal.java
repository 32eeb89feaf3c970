/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One call of {@code renew()}, waiting to be answered.
 *
 * @param campaign who is to be renewed
 * @param answer completes with the span
 * @param since when it was asked for, on the backend's clock
 */
record Renewal(ZooKeeperCampaign campaign, CompletableFuture<Duration> answer, long since) {}
