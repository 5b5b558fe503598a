package twitcher.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

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
        return name == null || name.isBlank()
                ? Optional.of("is not a bundle: its manifest has no Bundle-SymbolicName; wrap it, with bnd for example")
                : Optional.empty();
    }
}
