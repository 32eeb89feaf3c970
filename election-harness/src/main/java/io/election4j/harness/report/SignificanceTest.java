/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Unit;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/** Tests whether two sets of samples differ by more than chance, by a two-sided Mann-Whitney U test. */
enum SignificanceTest {
    /** Too few samples: even a complete separation could be chance. */
    TOO_FEW("too few to tell", "too few to tell"),
    SAME("within noise", "within noise"),
    LESS("really faster", "really less"),
    MORE("really slower", "really more");

    /** A difference is significant if its probability by chance alone is below this. */
    static final double REAL = 0.01;

    /** At most this many samples of a side count: more of them do not compensate for too few on the other side. */
    private static final int ENOUGH = 10;

    private final String ofTime;
    private final String ofOther;

    SignificanceTest(String ofTime, String ofOther) {
        this.ofTime = ofTime;
        this.ofOther = ofOther;
    }

    /** Whether they are too few to differ significantly from as many others. */
    static boolean areTooFew(List<Double> samples) {
        return areTooFew(samples, samples);
    }

    /** Compares the first samples with the second. */
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

    /** Returns the words for a column of a table. */
    String words(Unit unit) {
        return unit == Unit.MILLISECONDS || unit == Unit.NANOSECONDS ? ofTime : ofOther;
    }

    private static boolean areTooFew(List<Double> first, List<Double> second) {
        return first.isEmpty() || second.isEmpty() || smallestChance(first.size(), second.size()) >= REAL;
    }

    /** Returns the probability of the most extreme order of all samples if only chance orders them. */
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
