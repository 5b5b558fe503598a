package twitcher.itest.framework;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.BundleActivator;

/** Makes bundles of an activator and the classes in it. */
final class GuestJar {
    private final Class<? extends BundleActivator> activator;
    private final Manifest manifest = new Manifest();

    private GuestJar(Class<? extends BundleActivator> activator) {
        this.activator = activator;
    }

    /** Puts the {@link GuestActivator} of that version into {@code target}, in one step. */
    static void drop(String version, Path target) throws IOException {
        of(GuestActivator.class, "guest", version).drop(target);
    }

    /** The bundle {@code name} of that version. */
    static GuestJar of(Class<? extends BundleActivator> activator, String name, String version) {
        return new GuestJar(activator)
                .header("Manifest-Version", "1.0")
                .header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", name)
                .header("Bundle-Version", version)
                .header("Bundle-Activator", activator.getName())
                .header("Import-Package", "org.osgi.framework,twitcher.api,twitcher.api.action,twitcher.api.settings");
    }

    /** The {@link OddGuest} of that name; what hangs in it does so until the file {@code release} is there. */
    static GuestJar odd(String name, Path release) {
        return of(OddGuest.class, name, "1.0.0")
                .header("Release", release.toString())
                .header(
                        "Import-Package",
                        "org.osgi.framework,twitcher.api,twitcher.api.action,twitcher.api.config,twitcher.api.settings");
    }

    /** Sets a header, instead of what it was. */
    GuestJar header(String name, String value) {
        manifest.getMainAttributes().put(new Attributes.Name(name), value);
        return this;
    }

    /** Puts it into {@code target}, in one step. */
    void drop(Path target) throws IOException {
        Path made = target.resolveSibling("." + target.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(made);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : classes()) {
                String path = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(path));
                try (InputStream in = GuestJar.class.getClassLoader().getResourceAsStream(path)) {
                    in.transferTo(jar);
                }
            }
        }
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Class<?>> classes() {
        return Stream.concat(Stream.<Class<?>>of(activator), Arrays.stream(activator.getDeclaredClasses()))
                .toList();
    }
}
