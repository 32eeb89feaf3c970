/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Defines what a coordination service must offer for elections.
 *
 * <p>A backend offers one-shot {@linkplain io.election4j.spi.Campaign campaigns}, a query for the leader, and, if it
 * can, a query for the candidates. All policy (retries, deadlines, terms, threads, requests to resign) is in the
 * engine. The rules, which the test kit checks by number:
 *
 * <ol>
 *   <li>Exclusion: after a renewal of a won campaign is granted for span <i>s</i>, no other campaign for the same
 *       election wins until <i>s</i> after the <em>call</em>, unless that campaign leaves.
 *   <li>Order: a later win has a larger token.
 *   <li>One shot: a campaign wins at most once, and never after {@code lost()} or {@code leave()}.
 *   <li>Progress: when every holder leaves or stops renewing, a pending campaign that is renewed wins.
 *   <li>Promptness: no method of {@code Backend} or {@code Campaign} but {@code Backend.close()} blocks, and none
 *       throws; failures come through futures, on any thread.
 *   <li>Clean exit: once {@code leave()} completes normally, the campaign holds nothing; calling it again is harmless.
 *   <li>Level-triggered: {@code leaderOtherThan(x)} completes at once if the leader is not <i>x</i>, and never with
 *       <i>x</i>.
 *   <li>Late writes: a request of a campaign that reaches the service after {@code leave()}, after a later win of the
 *       same process, or after the seat was taken away, takes nothing from a later term and leaves nothing behind that
 *       blocks, however late it is.
 * </ol>
 *
 * <p>A campaign that is not renewed for one time to live may be dropped, and must be dropped eventually: a process can
 * be alive and have stopped standing (rule 4). Two campaigns are two candidates even if they share a connection and a
 * candidate's name.
 */
@NullMarked
package io.election4j.spi;

import org.jspecify.annotations.NullMarked;
