package twitcher.exec;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Outcome;
import twitcher.api.process.ProcessId;

/**
 * Processes by {@link ProcessBuilder}, with the tools of util-linux and coreutils in front where Java has no means of its
 * own. Slower than {@link NativeBackend}, but it needs no native code. The JDK has one small thread per process, and
 * cannot tell an exit with 143 from an end by SIGTERM: both are {@code exit 143} here, as in a shell.
 */
final class BuilderBackend implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(BuilderBackend.class);
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Pattern ERROR = Pattern.compile("(?s)error=(\\d+), (.*)");
    private static final long LOOK_MILLIS = 50;

    private final ScheduledExecutorService timer;
    private final SelfStatus self = SelfStatus.read();
    private final Tools tools = new Tools();
    private volatile boolean closed;

    /** Looks after adopted processes on {@code timer}. */
    BuilderBackend(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    @Override
    public Child spawn(Spawn order, Consumer<Outcome> ended) throws SpawnFailure {
        Programs.check(order);
        Front front = front(order);
        Process process = start(order, front);
        BuilderChild child = new BuilderChild(process.toHandle(), Boot.identify(process.pid()));
        process.onExit().thenAccept(gone -> {
            if (!closed) {
                ended.accept(outcome(gone.exitValue(), order, front));
            }
        });
        return child;
    }

    private Front front(Spawn order) throws SpawnFailure {
        Front front = new Front();
        tools.signals().ifPresent(front::add);
        front.add(tools.session());
        if (order.become().isPresent()) {
            front.add(tools.identity(order.become().get()));
        }
        return order.umask() == self.umask() ? front : front.add(tools.umask(order));
    }

    private Process start(Spawn order, Front front) throws SpawnFailure {
        boolean piped = order.stdin().size() > 0;
        try {
            create(order.output().out(), order);
            create(order.output().err(), order);
            ProcessBuilder builder = new ProcessBuilder(front.before(order.argv()))
                    .directory(new File(order.cwd()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            order.output().out().toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            order.output().err().toFile()))
                    .redirectInput(new File("/dev/null"));
            if (piped) {
                builder.redirectInput(input(order).toFile());
            }
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.putAll(order.env());
            return builder.start();
        } catch (IOException e) {
            throw failure(order, e);
        } catch (IllegalArgumentException e) {
            throw new SpawnFailure(Programs.words(order, String.valueOf(e.getMessage())));
        } finally {
            if (piped) {
                delete(order.output().in());
            }
        }
    }

    /** Java wraps the system's own words in the command that we wrapped around the operator's; else a file was the matter. */
    private static SpawnFailure failure(Spawn order, IOException e) {
        Matcher system = ERROR.matcher(String.valueOf(e.getMessage()));
        return system.find()
                ? SpawnFailure.of(order, Integer.parseInt(system.group(1)), system.group(2))
                : SpawnFailure.passing("the files of the run: " + e);
    }

    /** Standard input, in a private file. */
    static Path input(Spawn order) throws IOException {
        Path path = order.output().in();
        create(path, order);
        Files.write(path, order.stdin().toByteArray());
        return path;
    }

    /** The file belongs to the user of the process, so that this may open {@code /dev/stdout} and the like anew. */
    static void create(Path path, Spawn order) throws IOException {
        Files.createFile(path, PRIVATE);
        if (order.become().isPresent()) {
            Files.setAttribute(path, "unix:uid", (int) order.become().get().uid());
            Files.setAttribute(path, "unix:gid", (int) order.become().get().gid());
        }
    }

    private static void delete(Path stdin) {
        try {
            Files.deleteIfExists(stdin);
        } catch (IOException e) {
            LOG.warn("{}: cannot be deleted: {}", stdin, e.toString());
        }
    }

    private static Outcome outcome(int status, Spawn order, Front front) {
        Outcome outcome = status == 0 ? new Outcome.Succeeded() : new Outcome.Exited(status);
        return front.refusal(outcome, Optional.empty(), order.output().err()).orElse(outcome);
    }

    @Override
    public Optional<Child> adopt(ProcessId process, Consumer<Outcome> ended) {
        Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
        if (handle.isEmpty() || Boot.find(process).filter(ProcStat::alive).isEmpty()) {
            return Optional.empty();
        }
        watch(process, ended);
        return Optional.of(new BuilderChild(handle.get(), Optional.of(process)));
    }

    private void watch(ProcessId process, Consumer<Outcome> ended) {
        if (closed) {
            return;
        }
        if (Boot.find(process).filter(ProcStat::alive).isPresent()) {
            try {
                timer.schedule(() -> watch(process, ended), LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("pid {} is no longer watched", process.pid());
            }
        } else {
            ended.accept(new Outcome.Unknown());
        }
    }

    @Override
    public void signal(int number, List<ProcessId> processes) {
        List<Long> pids = processes.stream()
                .filter(process -> Boot.find(process).isPresent())
                .map(ProcessId::pid)
                .toList();
        if (!pids.isEmpty()) {
            Kill.send(number, pids);
        }
    }

    @Override
    public void signalGroup(int number, long group) {
        Kill.send(number, List.of(-group));
    }

    @Override
    public void close() {
        closed = true;
    }

    /** A child of this process, or an adopted one. */
    private static final class BuilderChild implements Child {
        private final ProcessHandle handle;
        private final Optional<ProcessId> id;

        BuilderChild(ProcessHandle handle, Optional<ProcessId> id) {
            this.handle = handle;
            this.id = id;
        }

        @Override
        public long pid() {
            return handle.pid();
        }

        @Override
        public Optional<ProcessId> id() {
            return id;
        }

        @Override
        public void signal(int number) {
            if (handle.isAlive() && id.isPresent() && Boot.find(id.get()).isPresent()) {
                Kill.send(number, List.of(handle.pid()));
            }
        }
    }
}
