/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import java.util.Optional;
import org.joda.money.Money;

/**
 * Describes a subscription as in a file.
 *
 * @param line physical line of the file on which its record starts, from 1
 * @param externalId its unique name
 * @param amount of each charge; more than zero, and a whole number of minor units
 */
public record SubscriptionRow(
        long line, String externalId, Money amount, String paymentMethod, Optional<String> customer) {}
