/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

/**
 * A chart of a page.
 *
 * @param caption what it shows, in a sentence
 * @param svg to embed in HTML
 */
record Chart(String caption, String svg) {}
