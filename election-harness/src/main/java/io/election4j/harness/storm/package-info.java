/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Faults at random on real servers and their lines, while candidates in processes of their own stand for election. */
@NullMarked
package io.election4j.harness.storm;

import org.jspecify.annotations.NullMarked;
