package twitcher.shell.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import twitcher.api.FrameworkProperties;
import twitcher.shell.it.commands.CommandsActivator;
import twitcher.shell.it.commands.TestCommands;

/** A real framework with the bundle under test, Gogo and SCR. The api comes from the test's class path. */
final class TestFramework implements AutoCloseable {
    private static final List<String> API = List.of(
            "twitcher.api",
            "twitcher.api.action",
            "twitcher.api.admin",
            "twitcher.api.config",
            "twitcher.api.node",
            "twitcher.api.process",
            "twitcher.api.settings",
            "twitcher.shell.it.board");
    private static final List<String> BUNDLES = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.scr",
            "org.apache.felix.gogo.runtime",
            "org.apache.felix.gogo.command");

    private final Framework framework;
    private final Path stateDirectory;

    TestFramework(Path directory) throws Exception {
        this(directory, Files.createDirectories(directory.resolve("state")));
    }

    /** With JLine, for sessions. */
    static TestFramework withSessions(Path directory) throws Exception {
        return new TestFramework(directory, Files.createDirectories(directory.resolve("state")), "org.jline");
    }

    TestFramework(Path directory, Path stateDirectory, String... moreBundles) throws Exception {
        this.stateDirectory = stateDirectory;
        Logger.getLogger("").setLevel(Level.WARNING);
        Logger.getLogger("").getHandlers(); // so that they write to the test's own output, and not to a command's
        Map<String, String> configuration = new HashMap<>();
        configuration.put(
                Constants.FRAMEWORK_STORAGE, directory.resolve("cache").toString());
        configuration.put(FrameworkProperties.STATE_DIR, stateDirectory.toString());
        configuration.put(
                FrameworkProperties.CONFIG_PATH, directory.resolve("config").toString());
        configuration.put(FrameworkProperties.VERSION, "2.0.0-test");
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, systemPackages());
        framework = new FrameworkFactory().newFramework(configuration);
        framework.start();
        for (String name :
                Stream.concat(BUNDLES.stream(), Stream.of(moreBundles)).toList()) {
            framework.getBundleContext().installBundle(url(name));
        }
        framework.getBundleContext().installBundle(shellUrl());
        framework.getBundleContext().installBundle("test-commands", commandsBundle());
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            bundle.start();
        }
    }

    private static String systemPackages() {
        return Stream.concat(
                        API.stream().map(name -> name + ";version=1.0.0"),
                        Stream.of("org.slf4j;version=2.0.17", "org.apache.felix.hc.api;version=2.0.0"))
                .collect(Collectors.joining(","));
    }

    static String shellUrl() {
        return Path.of(System.getProperty("twitcher.shell.jar")).toUri().toString();
    }

    /** Where the bundle of a symbolic name lies on the class path. */
    static String url(String symbolicName) throws IOException {
        for (URL manifest :
                Collections.list(TestFramework.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            try (InputStream in = manifest.openStream()) {
                Attributes attributes = new Manifest(in).getMainAttributes();
                String name = attributes.getValue(Constants.BUNDLE_SYMBOLICNAME);
                if (name != null && name.split(";")[0].equals(symbolicName)) {
                    return ((JarURLConnection) manifest.openConnection())
                            .getJarFileURL()
                            .toString();
                }
            }
        }
        throw new IOException(symbolicName + ": not on the class path of the tests");
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Framework framework() {
        return framework;
    }

    Path stateDirectory() {
        return stateDirectory;
    }

    Path socket() {
        return stateDirectory.resolve("shell.sock");
    }

    Bundle bundle(String symbolicName) {
        return Stream.of(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** A bundle made of the classes beside {@link CommandsActivator}. */
    private static InputStream commandsBundle() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, "test.commands");
        attributes.putValue(Constants.BUNDLE_ACTIVATOR, CommandsActivator.class.getName());
        attributes.putValue(
                Constants.IMPORT_PACKAGE,
                "org.osgi.framework,org.apache.felix.service.command,twitcher.shell.it.board");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Class<?> type : List.of(CommandsActivator.class, TestCommands.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new ZipEntry(name));
                try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(jar);
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    <T> ServiceRegistration<T> service(Class<T> type, T service, Map<String, Object> properties) {
        return context().registerService(type, service, new Hashtable<>(properties));
    }

    Answer run(String... argv) throws IOException {
        return SocketClient.run(socket(), argv);
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
