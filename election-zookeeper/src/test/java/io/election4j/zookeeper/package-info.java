/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests of the ZooKeeper backend against real servers. */
@NullMarked
package io.election4j.zookeeper;

import org.jspecify.annotations.NullMarked;
