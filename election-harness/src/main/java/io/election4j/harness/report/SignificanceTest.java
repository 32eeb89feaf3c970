/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Unit;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/** Whether two sets of samples differ by more than chance, by a two-sided Mann-Whitney U test. */
enum SignificanceTest {
    /** So few that even a complete separation could be chance. */
    TOO_FEW("too few to tell", "too few to tell"),
    SAME("within noise", "within noise"),
    LESS("really faster", "really less"),
    MORE("really slower", "really more");

    /** A difference counts as real if chance alone would make it less often than this. */
    static final double REAL = 0.01;

    /** More samples than these on one side do not make up for too few on the other. */
    private static final int ENOUGH = 10;

    private final String ofTime;
    private final String ofOther;

    SignificanceTest(String ofTime, String ofOther) {
        this.ofTime = ofTime;
        this.ofOther = ofOther;
    }

    /** Whether they could not be told from as many others, however different these are. */
    static boolean areTooFew(List<Double> samples) {
        return areTooFew(samples, samples);
    }

    /** What the first samples are, as against the second. */
    static SignificanceTest between(List<Double> first, List<Double> second) {
        if (areTooFew(first, second)) {
            return TOO_FEW;
        }
        if (first.stream().distinct().count() == 1
                && second.stream().distinct().count() == 1
                && first.get(0).equals(second.get(0))) {
            return SAME;
        }
        double[] left = values(first);
        double[] right = values(second);
        double chance = MannWhitneyUTest.withDefaults().test(left, right).getPValue();
        if (chance >= REAL) {
            return SAME;
        }
        // U of the first counts the pairs in which it is larger.
        double half = left.length * (double) right.length / 2;
        return MannWhitneyUTest.withDefaults().statistic(left, right) < half ? LESS : MORE;
    }

    /** In words, for a column of a table. */
    String words(Unit unit) {
        return unit == Unit.MILLISECONDS || unit == Unit.NANOSECONDS ? ofTime : ofOther;
    }

    private static boolean areTooFew(List<Double> first, List<Double> second) {
        return first.isEmpty() || second.isEmpty() || smallestChance(first.size(), second.size()) >= REAL;
    }

    /** How probable the most extreme order of all samples is, if nothing but chance has ordered them. */
    private static double smallestChance(int first, int second) {
        int left = Math.min(first, ENOUGH);
        int right = Math.min(second, ENOUGH);
        return MannWhitneyUTest.withDefaults()
                .test(range(0, left), range(left, left + right))
                .getPValue();
    }

    private static double[] range(int from, int to) {
        return IntStream.range(from, to).asDoubleStream().toArray();
    }

    private static double[] values(List<Double> samples) {
        return samples.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
