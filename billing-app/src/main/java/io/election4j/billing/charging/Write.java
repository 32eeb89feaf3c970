/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.payment.PaymentOrder;
import java.util.UUID;

/** Describes a change of one charge, made only if the charge is still in the state from which the change starts. */
sealed interface Write {

    UUID chargeId();

    /** Whether it is a decision, and so needs the guard; what the provider reports is a fact, and is never fenced. */
    boolean isDecision();

    /** The kind of the event that records the change. */
    String kind();

    /** The detail of that event. */
    String detail();

    /** Sets the one payment that may be executed for the charge. */
    record Prepare(UUID chargeId, String ref) implements Write {
        @Override
        public boolean isDecision() {
            return true;
        }

        @Override
        public String kind() {
            return "PREPARED";
        }

        @Override
        public String detail() {
            return ref;
        }
    }

    /** Marks that the payment is about to be executed. */
    record Send(UUID chargeId) implements Write {
        @Override
        public boolean isDecision() {
            return true;
        }

        @Override
        public String kind() {
            return "SENDING";
        }

        @Override
        public String detail() {
            return "";
        }
    }

    /** Marks that the payment is about to be executed again, because the provider reports that it has not been. */
    record SendAgain(UUID chargeId) implements Write {
        @Override
        public boolean isDecision() {
            return true;
        }

        @Override
        public String kind() {
            return "SENDING_AGAIN";
        }

        @Override
        public String detail() {
            return "";
        }
    }

    /** Hands the charge to a human, because no automatic step is right. */
    record AskHuman(UUID chargeId, String detail) implements Write {
        @Override
        public boolean isDecision() {
            return true;
        }

        @Override
        public String kind() {
            return "MANUAL";
        }
    }

    /** Records that the money will not move. */
    record Decline(UUID chargeId, String detail) implements Write {
        @Override
        public boolean isDecision() {
            return false;
        }

        @Override
        public String kind() {
            return "DECLINED";
        }
    }

    /** Records that the money has moved. */
    record Succeed(PaymentOrder order, String ref) implements Write {
        @Override
        public UUID chargeId() {
            return order.chargeId();
        }

        @Override
        public boolean isDecision() {
            return false;
        }

        @Override
        public String kind() {
            return "SUCCEEDED";
        }

        @Override
        public String detail() {
            return ref;
        }
    }
}
