/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/**
 * Builds a chart for the plot library: columns of data, layers drawn over each other, scales.
 *
 * <p>One thread at a time.
 */
final class Plot {
    static final int WIDTH = 480;

    private static final Map<String, Object> THEME = Map.of(
            "name", "minimal2",
            "plot_background", "blank",
            "legend_position", "bottom",
            "panel_grid_minor", "blank",
            "legend_title", "blank");

    private final Map<String, List<Object>> columns = new LinkedHashMap<>();
    private final List<Map<String, Object>> layers = new ArrayList<>();
    private final List<Map<String, Object>> scales = new ArrayList<>();
    private final Map<String, Object> theme = new HashMap<>(THEME);
    private final Map<String, Object> more = new HashMap<>();

    /** Adds a value to each column: name, value, name, value. */
    void row(Object... namesAndValues) {
        options(namesAndValues).forEach((name, value) -> columns.computeIfAbsent(name, key -> new ArrayList<>())
                .add(value));
    }

    /** Adds a layer that draws the rows; options as name, value, name, value. */
    Plot layer(String geometry, Map<String, Object> mapping, Object... options) {
        Map<String, Object> layer = options(options);
        layer.put("geom", geometry);
        layer.put("mapping", mapping);
        layers.add(layer);
        return this;
    }

    /** Sets how the values of a column become places, colours or shapes. */
    Plot scale(String aesthetic, Map<String, Object> options) {
        Map<String, Object> scale = new HashMap<>(options);
        scale.put("aesthetic", aesthetic);
        scales.add(scale);
        return this;
    }

    Plot theme(String name, Object value) {
        theme.put(name, value);
        return this;
    }

    /** Sets any other option of the plot library. */
    Plot with(String name, Object value) {
        more.put(name, value);
        return this;
    }

    /** Draws one small chart below the other for each value of the column, in alphabetical order. */
    Plot facets(String column) {
        return with("facet", Map.of("name", "wrap", "facets", List.of(column), "ncol", 1, "order", List.of(1)));
    }

    /** Returns the SVG that the library writes. */
    String svg(int height) {
        Map<String, Object> spec = new HashMap<>(more);
        spec.put("kind", "plot");
        spec.put("data", columns);
        spec.put("mapping", Map.of());
        spec.put("layers", layers);
        spec.put("scales", scales);
        spec.put("theme", theme);
        spec.put("ggsize", Map.of("width", WIDTH, "height", height));
        return PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(mutable(spec), null, Plot::noBitmap, false);
    }

    private static String noBitmap(int width, int height, int[] pixels) {
        throw new IllegalStateException("A chart of a report has no bitmap.");
    }

    private static Map<String, Object> options(Object... namesAndValues) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return options;
    }

    /** Copies the map, because the library changes it. */
    private static Map<String, Object> mutable(Map<?, ?> map) {
        Map<String, Object> copy = new HashMap<>();
        map.forEach((key, value) -> copy.put((String) key, mutableValue(value)));
        return copy;
    }

    private static Object mutableValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return mutable(map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(mutableValue(element)));
            return copy;
        }
        return value;
    }
}
