package twitcher.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.cm.ManagedServiceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.settings.Nearest;
import twitcher.config.Metatype.Description;

/**
 * The configurations that installed bundles know: by their metatype, which says what keys there are; by the components
 * of Declarative Services; and by services that Config Admin tells. On the gate's thread.
 */
final class Catalog {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");
    static final String LISTENERS = "(|(objectClass=" + ManagedService.class.getName() + ")(objectClass="
            + ManagedServiceFactory.class.getName() + "))";

    /** The id of no bundle. */
    static final long NO_BUNDLE = -1;

    private final BundleContext context;
    private final Map<Long, Map<String, Description>> described = new HashMap<>();
    /** Read only when no metatype is enough: there are many more of them. */
    private final Map<Long, Set<String>> components = new HashMap<>();

    /** What is known of a PID. */
    sealed interface Standing {
        /** A bundle says which keys it has. */
        record Described(Description description) implements Standing {}

        /** Somebody reads it, and does not say what. */
        record Undescribed() implements Standing {}

        /** Nobody here says that he reads it. */
        record Unknown(Optional<String> nearest) implements Standing {}
    }

    Catalog(BundleContext context) {
        this.context = context;
    }

    /** The bundle is another than it was: what it knows is read again. */
    void forget(long bundleId) {
        described.remove(bundleId);
        components.remove(bundleId);
    }

    /** What is known of {@code pid}, or the PID of a factory. */
    Standing find(String pid) {
        List<Bundle> bundles = bundles();
        List<Map<String, Description>> all = bundles.stream()
                .map(bundle -> described.computeIfAbsent(bundle.getBundleId(), id -> descriptions(bundle)))
                .toList();
        Optional<Description> found = all.stream()
                .flatMap(each -> Optional.ofNullable(each.get(pid)).stream())
                .reduce(Description::and);
        if (found.isPresent()) {
            return new Standing.Described(found.get());
        }
        Set<String> others = new TreeSet<>(told());
        bundles.forEach(
                bundle -> others.addAll(components.computeIfAbsent(bundle.getBundleId(), id -> components(bundle))));
        return others.contains(pid) ? new Standing.Undescribed() : new Standing.Unknown(nearest(pid, all, others));
    }

    private static Optional<String> nearest(String pid, List<Map<String, Description>> all, Set<String> others) {
        Set<String> known = new TreeSet<>();
        all.forEach(each -> known.addAll(each.keySet()));
        return Nearest.to(pid, known).or(() -> Nearest.to(pid, others));
    }

    /** Of two that describe one PID, the younger version comes first. */
    private List<Bundle> bundles() {
        List<Bundle> bundles = new ArrayList<>(List.of(context.getBundles()));
        bundles.sort(Comparator.comparing(Bundle::getVersion).reversed());
        Set<Long> present = bundles.stream().map(Bundle::getBundleId).collect(Collectors.toSet());
        described.keySet().retainAll(present);
        components.keySet().retainAll(present);
        return bundles;
    }

    private static Map<String, Description> descriptions(Bundle bundle) {
        Map<String, Description> all = new LinkedHashMap<>();
        read(
                bundle,
                "OSGI-INF/metatype/*.xml",
                in -> Metatype.read(in).forEach((pid, description) -> all.merge(pid, description, Description::and)));
        return all;
    }

    private static Set<String> components(Bundle bundle) {
        Set<String> pids = new HashSet<>();
        String headers = bundle.getHeaders("").get("Service-Component");
        for (String pattern : headers == null ? new String[0] : headers.split("\\s*,\\s*")) {
            read(bundle, pattern.split(";")[0].strip(), in -> pids.addAll(components(in)));
        }
        return pids;
    }

    /** Reads the documents of a bundle. Not by findEntries, which would have the framework resolve it. */
    private static void read(Bundle bundle, String pattern, Reading reading) {
        try {
            entries(bundle, pattern).forEach(path -> readOne(bundle, path, reading));
        } catch (IllegalStateException e) {
            LOG.debug("{}: went away while it was read", bundle, e);
        }
    }

    /** The entries of that path, whose last part may have asterisks. */
    private static List<String> entries(Bundle bundle, String pattern) {
        if (!pattern.contains("*")) {
            return List.of(pattern);
        }
        String folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
        String names = pattern.substring(folder.length()).replace(".", "\\.").replace("*", "[^/]*");
        Enumeration<String> all = asked(() -> bundle.getEntryPaths(folder.isEmpty() ? "/" : folder));
        return all == null
                ? List.of()
                : Collections.list(all).stream()
                        .filter(path ->
                                path.substring(path.lastIndexOf('/') + 1).matches(names))
                        .toList();
    }

    private interface Reading {
        void of(InputStream document) throws XMLStreamException;
    }

    private static void readOne(Bundle bundle, String path, Reading reading) {
        URL entry = asked(() -> bundle.getEntry(path));
        if (entry == null) {
            return;
        }
        try (InputStream in = asked(entry::openStream)) {
            reading.of(in);
        } catch (IOException | XMLStreamException e) {
            LOG.warn(
                    "bundle {}: {} cannot be read, so configurations are not checked by it: {}",
                    bundle.getSymbolicName(),
                    path,
                    Words.of(e));
        }
    }

    private interface Question<T, E extends Exception> {
        T ask() throws E;
    }

    /** What a bundle answers. Felix throws a NullPointerException of its own while it replaces a bundle's content. */
    private static <T, E extends Exception> T asked(Question<T, E> question) throws E {
        try {
            return question.ask();
        } catch (NullPointerException e) {
            throw new IllegalStateException("its content is being replaced", e);
        }
    }

    /** The PIDs of the components in a document of Declarative Services. */
    private static Set<String> components(InputStream document) throws XMLStreamException {
        Set<String> pids = new HashSet<>();
        XMLStreamReader from = Metatype.reader(document);
        while (from.hasNext()) {
            if (from.next() == XMLStreamConstants.START_ELEMENT
                    && from.getLocalName().equals("component")
                    && !"ignore".equals(from.getAttributeValue(null, "configuration-policy"))) {
                pids.addAll(pids(from));
            }
        }
        from.close();
        return pids;
    }

    private static List<String> pids(XMLStreamReader component) {
        String name =
                Optional.ofNullable(component.getAttributeValue(null, "name")).orElse("");
        String pids = Optional.ofNullable(component.getAttributeValue(null, "configuration-pid"))
                .orElse("$");
        return Arrays.stream(pids.strip().split("\\s+"))
                .map(pid -> pid.equals("$") ? name : pid)
                .toList();
    }

    /** The PIDs that Config Admin tells somebody. */
    private Set<String> told() {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(null, LISTENERS);
            Set<String> pids = new HashSet<>();
            for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
                Object pid = reference.getProperty(Constants.SERVICE_PID);
                if (pid instanceof String one) {
                    pids.add(one);
                } else if (pid instanceof String[] some) {
                    pids.addAll(List.of(some));
                } else if (pid instanceof Collection<?> some) {
                    some.forEach(one -> pids.add(String.valueOf(one)));
                }
            }
            return pids;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
