/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Shows how a backend is written, by an example that passes the conformance kit: elections in two tables of a database. It is as
 * short as it can be, and polls; for a real one, see the order of reading in {@code io.election4j.etcd}.
 *
 * <p>Read {@link io.election4j.testkit.example.Table} first, which decides; then
 * {@link io.election4j.testkit.example.TableCampaign} and {@link io.election4j.testkit.example.TableBackend}.
 */
@NullMarked
package io.election4j.testkit.example;

import org.jspecify.annotations.NullMarked;
