package twitcher.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/** Makes bundles for tests. */
final class BundleFile {
    private final Manifest manifest = new Manifest();
    private final Map<String, String> entries = new TreeMap<>();
    private Class<?> activator;

    private BundleFile() {
        header("Manifest-Version", "1.0");
    }

    static BundleFile named(String symbolicName, String version) {
        return new BundleFile()
                .header(Constants.BUNDLE_MANIFESTVERSION, "2")
                .header(Constants.BUNDLE_SYMBOLICNAME, symbolicName)
                .header(Constants.BUNDLE_VERSION, version);
    }

    /** A jar that is no bundle. */
    static BundleFile plain() {
        return new BundleFile();
    }

    BundleFile header(String name, String value) {
        manifest.getMainAttributes().put(new Attributes.Name(name), value);
        return this;
    }

    BundleFile activator(Class<? extends BundleActivator> type) {
        activator = type;
        return header(Constants.BUNDLE_ACTIVATOR, type.getName())
                .header(Constants.IMPORT_PACKAGE, "org.osgi.framework");
    }

    /** A further entry of the jar. */
    BundleFile entry(String path, String text) {
        entries.put(path, text);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            if (activator != null) {
                String path = activator.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(path));
                try (InputStream in = activator.getClassLoader().getResourceAsStream(path)) {
                    in.transferTo(jar);
                }
            }
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
