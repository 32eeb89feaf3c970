/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Provides what all backends share: their threads, the futures and renewals of campaigns, queries, and the exceptions with which
 * all backends report problems. For authors of backends; applications need nothing of it.
 *
 * <p>A backend has one {@link io.election4j.backend.BackendThreads}, whose loop owns all state: every method of this package is
 * called on it unless it says otherwise. {@link io.election4j.backend.CampaignRegistry} holds the campaigns,
 * {@link io.election4j.backend.CampaignState} what the owner of each sees, {@link io.election4j.backend.RenewalRequest} a renewal
 * until it is answered, {@link io.election4j.backend.LeaderTrackers} those who follow a leader.
 */
@NullMarked
package io.election4j.backend;

import org.jspecify.annotations.NullMarked;
