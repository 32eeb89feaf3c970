/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of what could not be tidied up. Stateless. */
final class Remains {
    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);

    private Remains() {}

    static void left(Exception reason) {
        LOG.info("the probe's key stays behind", reason);
    }
}
