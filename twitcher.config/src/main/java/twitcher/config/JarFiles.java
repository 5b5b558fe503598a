package twitcher.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Tells whether a jar is a bundle, before anything is done with it. */
final class JarFiles {
    private JarFiles() {}

    /** Why {@code jar} cannot be a bundle, in words; empty: it is whole and says that it is one. */
    static Optional<String> problem(Path jar) {
        try (JarFile open = new JarFile(jar.toFile(), false)) {
            for (JarEntry entry : Collections.list(open.entries())) {
                readThrough(open, entry);
            }
            return manifestProblem(open.getManifest());
        } catch (IOException | SecurityException | IllegalArgumentException e) {
            return Optional.of("is not a whole jar: " + Words.of(e));
        }
    }

    /** Symbolic name and version of a bundle. */
    static String name(Path jar) throws IOException {
        try (JarFile open = new JarFile(jar.toFile(), false)) {
            Attributes headers = open.getManifest().getMainAttributes();
            String version = headers.getValue(Constants.BUNDLE_VERSION);
            return headers.getValue(Constants.BUNDLE_SYMBOLICNAME).split(";")[0].strip() + " "
                    + Version.parseVersion(version == null ? "" : version);
        }
    }

    /** The stream compares what it reads with the entry's checksum. */
    private static void readThrough(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static Optional<String> manifestProblem(Manifest manifest) {
        if (manifest == null) {
            return Optional.of("is not a bundle: it has no META-INF/MANIFEST.MF");
        }
        String name = manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name == null || name.isBlank()) {
            return Optional.of(
                    "is not a bundle: its manifest has no Bundle-SymbolicName; wrap it, with bnd for example");
        }
        String version = manifest.getMainAttributes().getValue(Constants.BUNDLE_VERSION);
        return isVersion(version)
                ? Optional.empty()
                : Optional.of("is not a bundle: Bundle-Version must be such as 1.2.3, was: " + version);
    }

    private static boolean isVersion(String text) {
        try {
            Version.parseVersion(text == null ? "" : text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
