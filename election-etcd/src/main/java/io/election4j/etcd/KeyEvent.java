/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

/**
 * A change of a key that a watch has seen.
 *
 * @param deleted whether the key is gone; else it was written
 * @param revision when that happened
 * @param lease that the key has now; 0 for none
 */
record KeyEvent(boolean deleted, String key, long revision, long lease) {}
