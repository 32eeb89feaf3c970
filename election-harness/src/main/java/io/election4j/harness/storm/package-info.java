/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Random faults on real servers and their connections, while candidates in processes of their own stand for election. */
@NullMarked
package io.election4j.harness.storm;

import org.jspecify.annotations.NullMarked;
