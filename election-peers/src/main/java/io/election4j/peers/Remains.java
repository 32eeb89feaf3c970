/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what could not be removed. Stateless. */
final class Remains {
    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);

    private Remains() {}

    static void left(Exception reason) {
        LOG.info("the probe's key stays behind", reason);
    }
}
