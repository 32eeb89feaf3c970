/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Tests processes without memory, file descriptors or threads for a while: {@link
 * io.election4j.testkit.shortage.ShortageRules}, for a subclass on each service.
 */
@NullMarked
package io.election4j.testkit.shortage;

import org.jspecify.annotations.NullMarked;
