/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.payment.PaymentOrder;
import java.util.UUID;

/** A change of one charge, made only if the charge is still in the state that the change starts from. */
sealed interface Write {

    UUID chargeId();

    /** Whether it decides something, and so needs the guard; what the provider says is a fact, and is never fenced. */
    boolean isDecision();

    /** Name of the event that goes with it. */
    String kind();

    /** What the event says besides. */
    String detail();

    /** The one payment that may be executed for the charge. */
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

    /** The payment is about to be executed. */
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

    /** The payment is about to be executed once more, as the provider says that it has not been. */
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

    /** Nothing but a human can tell what to do. */
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

    /** The money will not move. */
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

    /** The money has moved. */
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
