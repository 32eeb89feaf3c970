/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The axis of a chart for values of one unit; logarithmic if they differ by orders of magnitude.
 *
 * @param name of the unit
 * @param divisor converts values to those of the axis
 */
record Axis(String name, double divisor, boolean logarithmic, double min, double max) {
    private static final double WIDE = 15;
    private static final double MANY_MILLIS = 5_000;
    private static final List<Integer> STEPS = List.of(1, 2, 5);
    private static final int CROWDED = 7;
    private static final double MARGIN = 1.15;

    static Axis of(List<Double> values, Unit unit) {
        double least = stream(values).min().orElse(0);
        double most = stream(values).max().orElse(1);
        boolean seconds = unit == Unit.MILLISECONDS && most >= MANY_MILLIS && least >= MANY_MILLIS / 100;
        double divisor = seconds ? 1000 : 1;
        return new Axis(
                seconds ? "s" : unit.symbol(),
                divisor,
                least > 0 && most / least > WIDE,
                least / divisor,
                most / divisor);
    }

    double place(double value) {
        return value / divisor;
    }

    /** Returns the scale in the form of the plot library. */
    Map<String, Object> scale(String title) {
        if (!logarithmic) {
            // Begins at zero, so that lengths are in proportion to values.
            return Map.of(
                    "name",
                    title,
                    "limits",
                    List.of(Math.min(0, min), max > 0 ? max * 1.04 : 1),
                    "expand",
                    List.of(0, 0));
        }
        List<Double> breaks = breaks();
        return Map.of(
                "name",
                title,
                "limits",
                List.of(min / MARGIN, max * MARGIN),
                "expand",
                List.of(0, 0),
                "trans",
                "log10",
                "breaks",
                breaks,
                "labels",
                breaks.stream().map(Numbers::plain).toList());
    }

    /** Returns the scale with marks at these places of the axis only. */
    Map<String, Object> scale(String title, List<Double> marks) {
        Map<String, Object> scale = new HashMap<>(scale(title));
        scale.put("breaks", marks);
        scale.put("labels", marks.stream().map(Numbers::plain).toList());
        return scale;
    }

    private List<Double> breaks() {
        List<Double> all = new ArrayList<>();
        int lowest = (int) Math.floor(Math.log10(min));
        int highest = (int) Math.ceil(Math.log10(max));
        for (int power = lowest; power <= highest; power++) {
            for (int step : STEPS) {
                double value = step * Math.pow(10, power);
                if (value >= min / MARGIN && value <= max * MARGIN) {
                    all.add(value);
                }
            }
        }
        return all.size() <= CROWDED
                ? all
                : all.stream().filter(value -> isPowerOfTen(value)).toList();
    }

    private static boolean isPowerOfTen(double value) {
        double power = Math.log10(value);
        return Math.abs(power - Math.rint(power)) < 1e-6;
    }

    private static DoubleStream stream(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue);
    }
}
