/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.election4j.testkit.BackendRules.Candidates;
import io.election4j.testkit.BackendRules.CleanExit;
import io.election4j.testkit.BackendRules.Exclusion;
import io.election4j.testkit.BackendRules.Interference;
import io.election4j.testkit.BackendRules.LateWrites;
import io.election4j.testkit.BackendRules.LevelTriggered;
import io.election4j.testkit.BackendRules.OneShot;
import io.election4j.testkit.BackendRules.Order;
import io.election4j.testkit.BackendRules.Progress;
import io.election4j.testkit.BackendRules.Promptness;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Tests that each rule fails for a backend that breaks it. The tests of correct backends show that these pass. */
@Execution(ExecutionMode.CONCURRENT) // most of the time passes in checks that nothing happens
class BackendRulesTest {
    private static final List<Class<?>> RULES = List.of(
            Exclusion.class,
            Order.class,
            OneShot.class,
            Progress.class,
            Promptness.class,
            CleanExit.class,
            LevelTriggered.class,
            LateWrites.class);

    /**
     * A pause of this process for a time to live hides some faults: the seat has then expired instead of being
     * released.
     */
    private static final int ATTEMPTS = 3;

    static Stream<Arguments> brokenBackends() {
        return Stream.of(
                arguments(BrokenBackends.NoExclusion.class, Exclusion.class, "nobodyElseWinsWhileTheLeaderRenews"),
                arguments(BrokenBackends.NoExclusion.class, Exclusion.class, "exactlyOneOfManyWins"),
                arguments(BrokenBackends.ExpiresEarly.class, Exclusion.class, "successorRespectsTheLastPromise"),
                arguments(BrokenBackends.ExpiresEarly.class, Exclusion.class, "lateRenewalCountsFromItsCall"),
                arguments(BrokenBackends.RenewsTheSucceeded.class, Exclusion.class, "succeededLeaderGetsNoSpan"),
                arguments(
                        BrokenBackends.FollowsWhoeverLeaves.class,
                        Exclusion.class,
                        "leavingTheMiddleOfTheQueueLetsNobodyWin"),
                arguments(BrokenBackends.FallingTokens.class, Order.class, "tokensRiseOverTenWins"),
                arguments(BrokenBackends.EqualTokens.class, Order.class, "tokenRisesWhenTheLeaderStopsRenewing"),
                arguments(BrokenBackends.LeavesOnlyInWord.class, OneShot.class, "candidateThatLeftNeverWins"),
                arguments(BrokenBackends.NeverTellsOfTheLoss.class, OneShot.class, "succeededLeaderDoesNotComeBack"),
                arguments(BrokenBackends.BlindSuccessor.class, Progress.class, "nextWinsWhenTheLeaderLeaves"),
                arguments(
                        BrokenBackends.RenewsForTheSilent.class, Progress.class, "nextWinsWhenTheLeaderStopsRenewing"),
                arguments(BrokenBackends.BlocksInRenew.class, Promptness.class, "noCallBlocks"),
                arguments(
                        BrokenBackends.ThrowsFromCampaign.class, Promptness.class, "callsAfterCloseFailThroughFutures"),
                arguments(BrokenBackends.HopesForEver.class, Promptness.class, "pendingFuturesFailOnClose"),
                arguments(BrokenBackends.LeavesOnlyInWord.class, CleanExit.class, "nothingIsHeldAfterLeaving"),
                arguments(BrokenBackends.LeavesOnlyInWord.class, CleanExit.class, "nothingIsHeldAfterLeavingAtOnce"),
                arguments(BrokenBackends.LeavesOnce.class, CleanExit.class, "leavingTwiceIsHarmless"),
                arguments(BrokenBackends.WatchRepeats.class, LevelTriggered.class, "knownLeaderIsNotReported"),
                arguments(BrokenBackends.WatchRepeats.class, LevelTriggered.class, "answersNeverRepeatWhatWasKnown"),
                arguments(BrokenBackends.WatchTellsOnlyChanges.class, LevelTriggered.class, "presentLeaderIsReported"),
                arguments(BrokenLists.LeaderLast.class, Candidates.class, "leaderComesFirst"),
                arguments(BrokenLists.LeaderOnly.class, Candidates.class, "leaderComesFirst"),
                arguments(BrokenLists.EachNameOnce.class, Candidates.class, "everyCandidateIsListedByName"),
                arguments(BrokenLists.WhoHasEverBeenSeen.class, Candidates.class, "candidateThatLeftIsGone"),
                arguments(BrokenLists.WhoHasEverBeenSeen.class, Candidates.class, "candidateThatStopsRenewingIsGone"),
                arguments(BrokenLists.AllElections.class, Candidates.class, "electionsAreKeptApart"),
                arguments(BrokenLists.NoAnswerAfterTheEnd.class, Candidates.class, "queryIsBounded"),
                arguments(InterferedBackends.NoticesNothing.class, Interference.class, "deletedSeatIsLost"),
                arguments(InterferedBackends.NoticesNothing.class, Interference.class, "endedSessionIsLost"),
                arguments(InterferedBackends.NoticesNothing.class, Interference.class, "deletedElectionGoesOn"),
                arguments(InterferedBackends.SameTokenAgain.class, Interference.class, "deletedSeatIsLost"),
                arguments(InterferedBackends.BlindAfterAWrite.class, Interference.class, "overwrittenSeatBlocksNobody"),
                arguments(InterferedBackends.ClosedWithItsSession.class, Interference.class, "endedSessionIsLost"),
                arguments(InterferedBackends.WaitsForEver.class, Interference.class, "deletedElectionGoesOn"),
                arguments(
                        InterferedBackends.TermsComeBack.class, Interference.class, "restoredSnapshotBringsNoTermBack"),
                arguments(InterferedBackends.OrphanOfALostReply.class, Interference.class, "lostReplyBlocksNobody"),
                arguments(LateBackends.ReleasesByHolder.class, LateWrites.class, "lateReleaseFreesNoSeatWonAgain"),
                arguments(LateBackends.ReleasesByKey.class, LateWrites.class, "lateReleaseFreesNoSeatOfAnother"),
                arguments(LateBackends.ReleasesByKey.class, LateWrites.class, "lateCloseFreesNoSeatOfAnother"),
                arguments(LateBackends.ForgetsEntries.class, LateWrites.class, "lateEntryBlocksNobody"),
                arguments(LateBackends.ForgetsEntries.class, LateWrites.class, "lateEntryTakesNoDeletedSeat"),
                arguments(LateBackends.RenewsByKey.class, LateWrites.class, "lateRenewalTakesNoSeatBack"));
    }

    @ParameterizedTest(name = "{0} fails {2}")
    @MethodSource("brokenBackends")
    void brokenBackendFailsTheRuleItBreaks(Class<?> broken, Class<?> rule, String test) {
        TestExecutionSummary summary = run(broken, rule, test);
        for (int more = 1; more < ATTEMPTS && summary.getFailures().isEmpty(); more++) {
            summary = run(broken, rule, test);
        }
        assertThat(summary.getTestsStartedCount()).as("tests started").isEqualTo(1);
        assertThat(summary.getFailures())
                .as("failures")
                .extracting(failure -> failure.getTestIdentifier().getDisplayName())
                .singleElement(STRING)
                .startsWith(prefixOf(rule));
    }

    @Test
    void aBackendThatListsNoCandidatesBreaksNoRule() {
        TestExecutionSummary summary = run(BrokenLists.NoList.class, Candidates.class, "leaderComesFirst");
        assertThat(summary.getTestsAbortedCount()).as("tests left out").isEqualTo(1);
    }

    private static String prefixOf(Class<?> rule) {
        return RULES.contains(rule) ? "Rule " + (RULES.indexOf(rule) + 1) + ": " : rule.getSimpleName() + ": ";
    }

    private static TestExecutionSummary run(Class<?> subject, Class<?> rule, String test) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectNestedMethod(List.of(subject), rule, test))
                                .build(),
                        summary);
        return summary.getSummary();
    }
}
