package twitcher.itest.framework;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes bundles of {@link GuestActivator}. */
final class GuestJar {
    private static final List<String> CLASSES = List.of("", "$Order", "$Manner", "$Type");

    private GuestJar() {}

    /** Puts the guest of that version into {@code target}, in one step. */
    static void drop(String version, Path target) throws IOException {
        Path made = target.resolveSibling("." + target.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(made);
                JarOutputStream jar = new JarOutputStream(out, manifest(version))) {
            for (String name : CLASSES) {
                String path = GuestActivator.class.getName().replace('.', '/') + name + ".class";
                jar.putNextEntry(new JarEntry(path));
                try (InputStream in = GuestJar.class.getClassLoader().getResourceAsStream(path)) {
                    in.transferTo(jar);
                }
            }
        }
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Manifest manifest(String version) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "guest");
        main.putValue("Bundle-Version", version);
        main.putValue("Bundle-Activator", GuestActivator.class.getName());
        main.putValue("Import-Package", "org.osgi.framework,twitcher.api,twitcher.api.action,twitcher.api.settings");
        return manifest;
    }
}
