/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

/**
 * A picture in a page.
 *
 * @param caption what it shows, in a sentence
 * @param svg ready to be put into HTML
 */
record Chart(String caption, String svg) {}
