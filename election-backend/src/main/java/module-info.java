/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** What all backends share; for authors of backends. */
module io.election4j.backend {
    requires transitive io.election4j;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.election4j.backend;
    exports io.election4j.backend.credentials;
    exports io.election4j.backend.server;
}
