/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

/** Reports that the fence refuses a term because a newer one exists. The leader must stop leading. */
public final class StaleTermException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StaleTermException(String message) {
        super(message);
    }
}
