/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Candidates in processes of their own, which can be killed and frozen: what is measured. One process speaks to a service
 * by one {@linkplain io.election4j.peers.Library library}, does what it is told over a local connection, and tells what
 * happens and when.
 */
@NullMarked
package io.election4j.harness.peer;

import org.jspecify.annotations.NullMarked;
