/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Tests of processes that have no memory, no file descriptors or no threads left for a while: {@link
 * io.election4j.testkit.shortage.ShortageRules}, for a subclass on each service.
 */
@NullMarked
package io.election4j.testkit.shortage;

import org.jspecify.annotations.NullMarked;
