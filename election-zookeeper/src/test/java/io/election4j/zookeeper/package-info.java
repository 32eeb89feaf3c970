/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests the ZooKeeper backend on real servers. */
@NullMarked
package io.election4j.zookeeper;

import org.jspecify.annotations.NullMarked;
