package twitcher.config.python;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Payload;
import twitcher.api.Stat;
import twitcher.api.Watch;
import twitcher.api.action.ActionType;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.MadeAction;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.process.Accounts;
import twitcher.api.settings.Problem;
import twitcher.api.settings.WatchSettings;
import twitcher.config.python.worker.WorkerMain;
import twitcher.exec.ExecActionType;
import twitcher.exec.ExecConfig;
import twitcher.exec.Launcher;

/** Python with real workers, started by the real launcher, on a state directory of its own. */
final class Bed implements AutoCloseable {
    static final Path KITS = kits();

    final Path state;
    final Path folder;
    final Launcher launcher;
    final Interpreters interpreters;
    final PythonConfigLanguage language;
    final FunctionActionType functions;

    /** Settings that differ from the defaults. */
    record Config(int limitMs, int spares, int startLimitMs) implements PythonConfig {
        Config(int limitMs, int spares) {
            this(limitMs, spares, 120_000);
        }

        @Override
        public int evaluationLimitMs() {
            return limitMs;
        }

        @Override
        public int evaluationIdleMs() {
            return 60_000;
        }

        @Override
        public int spareIdleMs() {
            return 3_600_000;
        }

        @Override
        public int maxFunctions() {
            return 0;
        }

        @Override
        public int heapMb() {
            return 128;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return PythonConfig.class;
        }
    }

    private record Exec() implements ExecConfig {
        @Override
        public String[] keep() {
            return new String[0];
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return ExecConfig.class;
        }
    }

    Bed() {
        this(new Config(120_000, 1));
    }

    Bed(Config config) {
        this(config, KITS);
    }

    /** {@code kits}: where Python is unpacked. */
    Bed(Config config, Path kits) {
        try {
            state = Files.createTempDirectory("twitcher-python-test");
            folder = Files.createDirectory(state.resolve("config"));
            launcher = new Launcher(context(), new Exec());
            interpreters = new Interpreters(kits, parts(), launcher, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        language = new PythonConfigLanguage(interpreters);
        functions = new FunctionActionType(interpreters);
    }

    /** One kit for all tests: it takes long to make. */
    private static Path kits() {
        try {
            return Files.createDirectories(classes().resolveSibling("kits"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                Bed.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> method.getName().equals("getProperty") ? state.toString() : null);
    }

    private static Parts parts() throws IOException {
        String jython = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.contains("jython-standalone"))
                .findFirst()
                .orElseThrow();
        Map<String, URL> worker = new TreeMap<>();
        Path classes = classes();
        try (Stream<Path> files = Files.list(classes.resolve("twitcher/config/python/worker"))) {
            files.forEach(file -> worker.put(classes.relativize(file).toString(), url(file)));
        }
        return new Parts(url(Path.of(jython)), worker);
    }

    private static Path classes() {
        try {
            return Path.of(WorkerMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    Declarations read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    Declarations read(byte[] text) {
        return language.read(new ConfigSource("test.twc", folder, Payload.copyOf(text)));
    }

    Declarations read(String text, Map<String, String> modules) {
        Map<String, Payload> bytes = new TreeMap<>();
        modules.forEach((name, module) -> bytes.put(name, Payload.ofText(module)));
        return language.read(new ConfigSource("test.twc", folder, Payload.ofText(text), bytes));
    }

    /** Everything that is said of the file, by the language and by the table. */
    List<String> problems(String text) {
        Declarations declarations = read(text);
        return Stream.concat(declarations.problems().stream(), check(declarations).problems().stream())
                .map(Problem::toString)
                .toList();
    }

    WatchSettings.Drafts check(Declarations declarations) {
        return WatchSettings.check(declarations.watches(), new WatchSettings.Resolver() {
            @Override
            public Optional<ActionType<?>> actionType(String name) {
                return switch (name) {
                    case "python" -> Optional.of(functions);
                    case "exec" -> Optional.of(new ExecActionType(launcher));
                    default -> Optional.empty();
                };
            }

            @Override
            public Optional<Accounts> accounts() {
                return Optional.empty();
            }
        });
    }

    /** The watches of a file without a fault. */
    List<Watch> watches(String text) {
        Declarations declarations = read(text);
        WatchSettings.Drafts drafts = check(declarations);
        if (!declarations.problems().isEmpty() || !drafts.problems().isEmpty()) {
            throw new AssertionError(declarations.problems() + " " + drafts.problems());
        }
        return drafts.drafts().stream()
                .map(draft -> draft.named("test.twc", draft.description().orElse("?")))
                .toList();
    }

    /** Starts the function that is the action of the watch. */
    RunningAction start(Watch watch, String payload) {
        return action(functions, watch).start(context(watch, payload));
    }

    /** The action of the watch, which is of that type. */
    static AsyncAction action(ActionType<?> type, Watch watch) {
        return (AsyncAction) MadeAction.of(type, fields(watch)).action().orElseThrow();
    }

    RunContext context(Watch watch, String payload) {
        return new TestRun(UUID.randomUUID().toString(), watch, payload);
    }

    private static twitcher.api.settings.Value.Fields fields(Watch watch) {
        return twitcher.api.settings.Value.Fields.of(watch.action().settings());
    }

    RunningAction.Ending run(String text, String payload) {
        return end(start(watches(text).get(0), payload));
    }

    static RunningAction.Ending end(RunningAction action) {
        return action.ending()
                .toCompletableFuture()
                .orTimeout(180, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        interpreters.close();
        try (Stream<Path> tree = Files.walk(state)) {
            tree.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record TestRun(String runId, Watch watch, String payload) implements RunContext {
        @Override
        public Change change() {
            return Change.present(watch.node(), new Stat(11, 12, 13, 14, 15), Payload.ofText(payload), Instant.now());
        }

        @Override
        public Event event() {
            return Event.CHANGED;
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.empty();
        }

        @Override
        public boolean stopRequested() {
            return false;
        }

        @Override
        public void onStop(Runnable what) {}

        @Override
        public PrintStream out() {
            return System.out;
        }

        @Override
        public PrintStream err() {
            return System.err;
        }
    }
}
