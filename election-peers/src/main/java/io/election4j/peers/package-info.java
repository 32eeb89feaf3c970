/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * What Election4j is measured beside: the client library of each service, used without Election4j as its documentation
 * shows. Nothing of the product depends on it.
 */
@NullMarked
package io.election4j.peers;

import org.jspecify.annotations.NullMarked;
