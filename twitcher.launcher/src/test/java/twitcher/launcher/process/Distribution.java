package twitcher.launcher.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A distribution as small as can be: the script, the launcher's class path, one test bundle. */
final class Distribution {
    private static final Path SCRIPT = Path.of("..", "twitcher");
    private static final List<String> LIBRARIES =
            List.of("org.apache.felix.framework-", "picocli-", "slf4j-api-", "slf4j-jdk14-", "org.osgi.service.log-");

    private final Path home;

    private Distribution(Path home) {
        this.home = home;
    }

    static Distribution create(Path home) throws IOException {
        for (String folder : List.of("bin", "lib", "bundles")) {
            Files.createDirectories(home.resolve(folder));
        }
        Distribution distribution = new Distribution(home);
        Files.copy(SCRIPT, distribution.script());
        distribution.addLibraries();
        distribution.addTestBundle();
        return distribution;
    }

    Path home() {
        return home;
    }

    Path script() {
        return home.resolve("bin/twitcher");
    }

    /** The class data archives that were made. */
    List<Path> archives() throws IOException {
        try (Stream<Path> entries = Files.list(home.resolve("lib"))) {
            return entries.filter(path -> path.toString().endsWith(".jsa")).toList();
        }
    }

    private void addLibraries() throws IOException {
        String[] classPath = System.getProperty("java.class.path").split(":");
        for (String entry : classPath) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (LIBRARIES.stream().anyMatch(name::startsWith)) {
                Files.copy(path, home.resolve("lib").resolve(name));
            }
        }
        Manifest manifest = new Manifest();
        put(manifest, "Implementation-Version", "1.2.3-test");
        jar(home.resolve("lib/twitcher.launcher.jar"), manifest, Path.of("target", "classes"), "twitcher");
    }

    private void addTestBundle() throws IOException {
        Manifest manifest = new Manifest();
        put(manifest, "Bundle-ManifestVersion", "2");
        put(manifest, "Bundle-SymbolicName", "test");
        put(manifest, "Bundle-Activator", "twitcher.launcher.testbundle.Activator");
        put(manifest, "Import-Package", "org.osgi.framework,org.slf4j");
        Path classes = Path.of("target", "test-classes");
        jar(home.resolve("bundles/test.jar"), manifest, classes, "twitcher/launcher/testbundle");
    }

    private static void put(Manifest manifest, String name, String value) {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(name, value);
    }

    private static void jar(Path jar, Manifest manifest, Path classes, String folder) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> entries = Files.walk(classes.resolve(folder))) {
            for (Path path : entries.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                out.write(Files.readAllBytes(path));
            }
        }
    }

    /** Copies the whole of it. */
    void copyTo(Path target) throws IOException {
        try (Stream<Path> entries = Files.walk(home)) {
            for (Path path : entries.toList()) {
                Files.copy(path, target.resolve(home.relativize(path).toString()));
            }
        }
    }

    @Override
    public String toString() {
        return home + " " + Arrays.asList(home.toFile().list());
    }
}
