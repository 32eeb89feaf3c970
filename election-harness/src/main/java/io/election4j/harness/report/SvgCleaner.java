/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Converts the plot library's SVG into a part of a page: it scales with the page, takes colours and fonts from the
 * page's style sheet, has a description in words, and is as short as possible.
 */
final class SvgCleaner {
    private static final Pattern LONG_NUMBER = Pattern.compile("(\\d+\\.\\d)\\d+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("(\\d+)\\.0\\b");
    private static final List<String> TAKEN_FROM_THE_PAGE = List.of("width", "height", "xmlns:xlink");

    private final String name;
    private final Map<String, String> ids = new HashMap<>();

    private SvgCleaner(String name) {
        this.name = name;
    }

    /**
     * Converts an SVG.
     *
     * @param name unique within a page
     * @param title a few words
     * @param description what the chart shows, for readers who cannot see it
     */
    static String of(String svg, String name, String title, String description) {
        return new SvgCleaner(name).clean(svg, title, description);
    }

    private String clean(String svg, String title, String description) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
            Element root = document.getDocumentElement();
            root.setAttribute("viewBox", "0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"));
            TAKEN_FROM_THE_PAGE.forEach(root::removeAttribute);
            remove(root, "style");
            clean(root);
            label(root, title, description);
            return written(document);
        } catch (ParserConfigurationException | SAXException | IOException | TransformerException e) {
            throw new IllegalStateException("The plot library has written what is no SVG.", e);
        }
    }

    private static void remove(Element root, String tag) {
        NodeList found = root.getElementsByTagName(tag);
        while (found.getLength() > 0) {
            Node node = found.item(0);
            node.getParentNode().removeChild(node);
        }
    }

    private void clean(Node node) {
        if (node instanceof Element element) {
            NamedNodeMap attributes = element.getAttributes();
            IntStream.range(0, attributes.getLength())
                    .mapToObj(i -> (Attr) attributes.item(i))
                    .toList()
                    .forEach(attribute -> clean(element, attribute));
        }
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < node.getChildNodes().getLength(); i++) {
            children.add(node.getChildNodes().item(i));
        }
        for (Node child : children) {
            if (child instanceof Text text) {
                cleanText(text);
            } else {
                clean(child);
            }
        }
    }

    private static void cleanText(Text text) {
        String stripped = text.getData().strip();
        if (stripped.isEmpty()) {
            text.getParentNode().removeChild(text);
        } else {
            text.setData(stripped);
        }
    }

    private void clean(Element element, Attr attribute) {
        String value = attribute.getValue();
        switch (attribute.getName()) {
            case "clip-bounds-jfx" -> element.removeAttribute(attribute.getName());
            case "id" -> attribute.setValue(id(value));
            case "clip-path" -> attribute.setValue("url(#" + id(value.replaceAll("url\\(#|\\)", "")) + ")");
            case "fill", "stroke", "style" -> attribute.setValue(coloured(value));
            case "fill-opacity", "stroke-opacity" -> {
                if (value.equals("1.0")) {
                    element.removeAttribute(attribute.getName());
                }
            }
            case "class", "font-family" -> attribute.setValue(value);
            default -> attribute.setValue(shortened(value));
        }
    }

    private String id(String written) {
        return ids.computeIfAbsent(written, key -> name + "-" + ids.size());
    }

    private static String coloured(String value) {
        String result = value;
        for (ChartColor color : ChartColor.values()) {
            result = result.replace(color.written(), color.reference()).replace(color.hex(), color.reference());
        }
        return result;
    }

    private static String shortened(String value) {
        return WHOLE_NUMBER.matcher(LONG_NUMBER.matcher(value).replaceAll("$1")).replaceAll("$1");
    }

    private void label(Element root, String title, String description) {
        root.setAttribute("class", "chart");
        root.setAttribute("role", "img");
        root.setAttribute("aria-labelledby", name + "-title " + name + "-description");
        Element words = root.getOwnerDocument().createElement("desc");
        words.setAttribute("id", name + "-description");
        words.setTextContent(description);
        root.insertBefore(words, root.getFirstChild());
        Element heading = root.getOwnerDocument().createElement("title");
        heading.setAttribute("id", name + "-title");
        heading.setTextContent(title);
        root.insertBefore(heading, words);
    }

    private static String written(Document document) throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter writer = new StringWriter();
        transformer.transform(new DOMSource(document), new StreamResult(writer));
        return writer.toString();
    }
}
