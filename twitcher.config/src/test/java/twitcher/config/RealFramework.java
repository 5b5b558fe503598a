package twitcher.config;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ManagedService;
import org.osgi.util.tracker.ServiceTracker;
import twitcher.api.Watch;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.FileStatus;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.WatchFile;

/** A real framework with the gate in it, and a folder that it watches. */
final class RealFramework implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(20);

    private static final String SYSTEM_PACKAGES = String.join(
            ",",
            "twitcher.api;version=1.0.0",
            "twitcher.api.action;version=1.0.0",
            "twitcher.api.admin;version=1.0.0",
            "twitcher.api.config;version=1.0.0",
            "twitcher.api.process;version=1.0.0",
            "twitcher.api.settings;version=1.0.0",
            "org.slf4j;version=2.0.17",
            "org.osgi.service.cm;version=1.6.1",
            "org.osgi.service.component;version=1.5.1",
            "org.osgi.service.component.runtime;version=1.5.1",
            "org.osgi.service.component.runtime.dto;version=1.5.1",
            "org.osgi.util.promise;version=1.3.0",
            "org.osgi.util.function;version=1.2.0");

    final Path folder;
    final Path state;
    final Bundle gate;
    private final Framework framework;
    private final ServiceTracker<ConfigFiles, ConfigFiles> files;

    /** Every reading ever published, in order, with what became of it: {@code + file revision}, {@code - file revision}. */
    final List<String> history = Collections.synchronizedList(new ArrayList<>());

    private final ServiceTracker<WatchFile, WatchFile> readings;

    RealFramework(Path folder, Path state) {
        this(folder, state, Map.of());
    }

    RealFramework(Path folder, Path state, Map<String, String> more) {
        this.folder = folder;
        this.state = state;
        try {
            framework = start(folder, state, more);
            for (String bundle : List.of("configadmin", "scr", "fileinstall")) {
                install(jarOnClassPath("org.apache.felix." + bundle));
            }
            gate = install(Path.of(System.getProperty("twitcher.bundle")));
            files = new ServiceTracker<>(context(), ConfigFiles.class, null);
            files.open();
            readings = tracker();
            readings.open();
        } catch (BundleException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Framework start(Path folder, Path state, Map<String, String> more)
            throws BundleException, IOException {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, state.resolve("cache").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SYSTEM_PACKAGES);
        properties.put("felix.log.level", "1");
        properties.put("twitcher.config_path", folder.toString());
        properties.put("twitcher.state_dir", state.toString());
        properties.putAll(more);
        Files.createDirectories(state);
        Framework framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        return framework;
    }

    static Path jarOnClassPath(String name) {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(name + "-"))
                .findFirst()
                .orElseThrow();
    }

    private Bundle install(Path jar) throws BundleException {
        Bundle bundle = context().installBundle("reference:" + jar.toUri());
        bundle.start();
        return bundle;
    }

    private ServiceTracker<WatchFile, WatchFile> tracker() {
        return new ServiceTracker<>(context(), WatchFile.class, null) {
            @Override
            public WatchFile addingService(ServiceReference<WatchFile> reference) {
                WatchFile file = super.addingService(reference);
                history.add("+ " + file.file() + " " + file.watches().size());
                return file;
            }

            @Override
            public void removedService(ServiceReference<WatchFile> reference, WatchFile file) {
                history.add("- " + file.file() + " " + file.watches().size());
                super.removedService(reference, file);
            }
        };
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    ConfigFiles files() {
        try {
            return files.waitForService(SOON.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    ServiceRegistration<ConfigLanguage> register(ConfigLanguage language, String name, String ending) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("twitcher.config.language.name", name);
        properties.put("twitcher.config.language.extension", ending);
        return context().registerService(ConfigLanguage.class, language, properties);
    }

    /** Somebody who reads a configuration, and does not say what keys it has. */
    ServiceRegistration<ManagedService> reads(String pid) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, pid);
        return context().registerService(ManagedService.class, values -> {}, properties);
    }

    /** A language whose files have modules beside them. */
    void registerWithModules(ConfigLanguage language, String name, String ending, String modules) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("twitcher.config.language.name", name);
        properties.put("twitcher.config.language.extension", ending);
        properties.put("twitcher.config.language.modules", modules);
        context().registerService(ConfigLanguage.class, language, properties);
    }

    /** The readings that count now, by file. */
    Map<String, WatchFile> readings() {
        return readings.getTracked().values().stream()
                .collect(Collectors.toMap(WatchFile::file, f -> f, (a, b) -> a.revision() > b.revision() ? a : b));
    }

    List<String> ids(String file) {
        WatchFile reading = readings().get(file);
        return reading == null
                ? List.of()
                : reading.watches().stream().map(Watch::id).toList();
    }

    Optional<FileStatus> status(String file) {
        return files().list().stream().filter(f -> f.file().equals(file)).findFirst();
    }

    FileStatus awaitState(String file, FileStatus.State state) {
        return await().atMost(SOON)
                .until(
                        () -> status(file),
                        found -> found.filter(s -> s.state() == state).isPresent())
                .orElseThrow();
    }

    /** What bundles of {@link twitcher.config.fixture.Announcing} announce now. */
    List<String> announced() {
        try {
            return context().getServiceReferences(String.class, "(announced=true)").stream()
                    .map(context()::getService)
                    .sorted()
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitAnnounced(String... expected) {
        await().atMost(SOON).until(this::announced, List.of(expected)::equals);
    }

    void delete(String file) {
        try {
            Files.delete(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file as an editor does: whole, by renaming. */
    void write(String file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String file, byte[] bytes) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
            Files.write(fresh, bytes);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(SOON.toMillis());
        } catch (BundleException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
