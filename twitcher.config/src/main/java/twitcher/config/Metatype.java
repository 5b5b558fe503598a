package twitcher.config;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads what a bundle says of its configurations: the documents of OSGi's Metatype Service in {@code OSGI-INF/metatype},
 * which bnd makes of {@code @ObjectClassDefinition}. That service itself is not needed.
 */
final class Metatype {
    private final Map<String, Map<String, Attribute>> classes = new HashMap<>();
    private final Map<String, String> byPid = new LinkedHashMap<>();
    private final List<String> factories = new ArrayList<>();
    private Map<String, Attribute> described = new LinkedHashMap<>();
    private String key = "";
    private String pid = "";

    private Metatype() {}

    /**
     * The keys of one configuration.
     *
     * @param isFactory whether there can be several of it
     */
    record Description(Map<String, Attribute> keys, boolean isFactory) {
        Description {
            keys = Map.copyOf(keys);
        }

        /** Both together; of two that know a key, this one counts. */
        Description and(Description other) {
            Map<String, Attribute> all = new HashMap<>(other.keys);
            all.putAll(keys);
            return new Description(all, isFactory || other.isFactory);
        }
    }

    /**
     * The descriptions in a document, by PID.
     *
     * @throws XMLStreamException if it is no XML
     */
    static Map<String, Description> read(InputStream document) throws XMLStreamException {
        Metatype metatype = new Metatype();
        metatype.readAll(document);
        return metatype.descriptions();
    }

    /** A reader that follows no reference to anything outside of {@code document}. */
    static XMLStreamReader reader(InputStream document) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(document);
    }

    private void readAll(InputStream document) throws XMLStreamException {
        XMLStreamReader from = reader(document);
        try {
            while (from.hasNext()) {
                if (from.next() == XMLStreamConstants.START_ELEMENT) {
                    element(from);
                }
            }
        } finally {
            from.close();
        }
    }

    private void element(XMLStreamReader from) {
        switch (from.getLocalName()) {
            case "OCD" -> classes.put(value(from, "id", ""), described = new LinkedHashMap<>());
            case "AD" -> described.put(key = value(from, "id", ""), attribute(from));
            case "Option" -> described.computeIfPresent(key, (id, known) -> with(known, value(from, "value", "")));
            case "Designate" -> designate(value(from, "pid", ""), value(from, "factoryPid", ""));
            case "Object" -> byPid.put(pid, value(from, "ocdref", ""));
            default -> {
                // Icons and whatever else does not matter here.
            }
        }
    }

    private void designate(String one, String factory) {
        pid = factory.isEmpty() ? one : factory;
        if (!factory.isEmpty()) {
            factories.add(pid);
        }
    }

    private static Attribute attribute(XMLStreamReader from) {
        return new Attribute(
                Attribute.Type.of(value(from, "type", "String")),
                number(value(from, "cardinality", "0"))
                        .map(BigDecimal::intValue)
                        .orElse(0),
                number(value(from, "min", "")),
                number(value(from, "max", "")),
                List.of());
    }

    private static Attribute with(Attribute attribute, String option) {
        List<String> options = new ArrayList<>(attribute.options());
        options.add(option);
        return new Attribute(
                attribute.type(), attribute.cardinality(), attribute.min(), attribute.max(), List.copyOf(options));
    }

    private Map<String, Description> descriptions() {
        Map<String, Description> descriptions = new LinkedHashMap<>();
        byPid.forEach((named, reference) -> Optional.ofNullable(classes.get(reference))
                .ifPresent(keys -> descriptions.put(named, new Description(keys, factories.contains(named)))));
        return descriptions;
    }

    private static String value(XMLStreamReader from, String name, String otherwise) {
        String value = from.getAttributeValue(null, name);
        return value == null ? otherwise : value.strip();
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty(); // what a bundle does not say in digits is not held against anybody
        }
    }
}
