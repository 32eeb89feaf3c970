/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.billing.payment.stripe.StripeSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holds the options of the payment provider. */
final class ProviderOptions {

    private static final Duration USUAL = Duration.ofSeconds(8);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec command;

    @Option(
            names = "--provider",
            required = true,
            paramLabel = "URL",
            description = "Address of the payment provider: https://api.stripe.com, or what 'billing provider' prints.")
    URI url = URI.create("");

    @Mixin
    ProviderKeyOptions key = new ProviderKeyOptions();

    @Option(
            names = "--provider-timeout",
            paramLabel = "TIME",
            description = "Longest wait for one answer of the provider (default: 8s; for a replica at most three tenths"
                    + " of the ttl, so that nothing is sent that may outlive the leadership).")
    @Nullable
    Duration timeout;

    /** Returns the settings for work that no leadership limits. */
    StripeSettings settings() {
        return settings(LONGEST);
    }

    /** Returns the settings for a leader whose seat lasts {@code ttl} without a renewal. */
    StripeSettings settings(Duration ttl) {
        Duration limit = ttl.multipliedBy(3).dividedBy(10);
        Duration total = Optional.ofNullable(timeout).orElse(limit.compareTo(USUAL) < 0 ? limit : USUAL);
        String secret = key.required(Objects.requireNonNull(command)).value();
        Duration connect = total.dividedBy(4);
        return new StripeSettings(url, secret, connect, total.minus(connect));
    }
}
