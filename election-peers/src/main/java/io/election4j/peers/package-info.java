/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The client library of each service, which Election4j is compared with: used without Election4j, as its documentation
 * shows. The product does not depend on it.
 */
@NullMarked
package io.election4j.peers;

import org.jspecify.annotations.NullMarked;
