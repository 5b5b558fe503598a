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
    private final Map<Long, Part> parts = new HashMap<>();

    /** What one bundle, as it is, knows. */
    private record Part(Map<String, Description> described, Set<String> undescribed) {}

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
        parts.remove(bundleId);
    }

    /** What is known of {@code pid}, or the PID of a factory. */
    Standing find(String pid) {
        List<Part> all = parts();
        Optional<Description> described = all.stream()
                .flatMap(part -> Optional.ofNullable(part.described().get(pid)).stream())
                .reduce(Description::and);
        if (described.isPresent()) {
            return new Standing.Described(described.get());
        }
        Set<String> others = new TreeSet<>(told());
        all.forEach(part -> others.addAll(part.undescribed()));
        return others.contains(pid) ? new Standing.Undescribed() : new Standing.Unknown(nearest(pid, all, others));
    }

    private static Optional<String> nearest(String pid, List<Part> all, Set<String> others) {
        Set<String> described = new TreeSet<>();
        all.forEach(part -> described.addAll(part.described().keySet()));
        return Nearest.to(pid, described).or(() -> Nearest.to(pid, others));
    }

    /** Of two bundles that describe one PID, the younger version comes first. */
    private List<Part> parts() {
        List<Bundle> bundles = new ArrayList<>(List.of(context.getBundles()));
        bundles.sort(Comparator.comparing(Bundle::getVersion).reversed());
        Set<Long> present = new HashSet<>();
        List<Part> all = new ArrayList<>();
        for (Bundle bundle : bundles) {
            present.add(bundle.getBundleId());
            all.add(parts.computeIfAbsent(bundle.getBundleId(), id -> read(bundle)));
        }
        parts.keySet().retainAll(present);
        return all;
    }

    private static Part read(Bundle bundle) {
        Map<String, Description> described = new LinkedHashMap<>();
        Set<String> undescribed = new HashSet<>();
        try {
            // Not findEntries, which would have the framework resolve the bundle.
            for (String path : entries(bundle, "OSGI-INF/metatype/*.xml")) {
                read(
                        bundle,
                        path,
                        in -> Metatype.read(in)
                                .forEach((pid, description) -> described.merge(pid, description, Description::and)));
            }
            String components = bundle.getHeaders("").get("Service-Component");
            for (String pattern : components == null ? new String[0] : components.split("\\s*,\\s*")) {
                for (String path : entries(bundle, pattern.split(";")[0].strip())) {
                    read(bundle, path, in -> undescribed.addAll(components(in)));
                }
            }
        } catch (IllegalStateException e) {
            LOG.debug("{}: went away while it was read", bundle, e);
        }
        return new Part(described, undescribed);
    }

    /** The entries of that path, whose last part may have asterisks. */
    private static List<String> entries(Bundle bundle, String pattern) {
        if (!pattern.contains("*")) {
            return List.of(pattern);
        }
        String folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
        String names = pattern.substring(folder.length()).replace(".", "\\.").replace("*", "[^/]*");
        Enumeration<String> all = bundle.getEntryPaths(folder.isEmpty() ? "/" : folder);
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

    private static void read(Bundle bundle, String path, Reading reading) {
        URL entry = bundle.getEntry(path);
        if (entry == null) {
            return;
        }
        try (InputStream in = entry.openStream()) {
            reading.of(in);
        } catch (IOException | XMLStreamException e) {
            LOG.warn(
                    "bundle {}: {} cannot be read, so configurations are not checked by it: {}",
                    bundle.getSymbolicName(),
                    path,
                    Words.of(e));
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
