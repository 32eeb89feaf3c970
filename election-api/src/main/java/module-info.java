/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Leader election: the API for applications and the contract for backends. */
@SuppressWarnings("module") // io.election4j.backend is built after this module
module io.election4j {
    requires org.slf4j;
    requires static org.jspecify;

    exports io.election4j;
    exports io.election4j.spi;
    exports io.election4j.runtime to
            io.election4j.backend;

    uses io.election4j.spi.BackendProvider;
}
