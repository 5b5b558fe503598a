package twitcher.action.file;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import twitcher.api.FrameworkProperties;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.RunMode;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.Description;
import twitcher.api.action.ProcessAction;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.config.WatchFile;
import twitcher.api.process.ProcessLauncher;

/** The action type {@code file}: keeps a file equal to the payload, and runs a command when it has changed. */
@Component
@ActionTypeName(FileActionType.NAME)
public final class FileActionType implements ActionType<FileSettings> {
    static final String NAME = "file";

    private static final int THREADS = 4;
    private static final int TOKEN_DIGITS = 12;

    private final ThreadPoolExecutor threads = threads();
    private final Commands commands = new Commands();
    private final Writers writers = new Writers();
    private final FileRun.Shop shop;

    /** An action type that keeps what is due in {@code file/} of the state directory. */
    @Activate
    public FileActionType(BundleContext context) {
        this(Path.of(context.getProperty(FrameworkProperties.STATE_DIR)));
    }

    FileActionType(Path stateDir) {
        FileRun.Tokens tokens =
                id -> Payload.ofText(stateDir + "\n" + id).sha256().substring(0, TOKEN_DIGITS);
        shop = new FileRun.Shop(threads, commands, new Due(stateDir.resolve("file")), writers, tokens);
    }

    /** Threads that wait for the disk; none while there is nothing to write. */
    private static ThreadPoolExecutor threads() {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "twitcher-file-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public Class<FileSettings> settings() {
        return FileSettings.class;
    }

    @Override
    public Action create(FileSettings settings) {
        FileAction write = new FileAction(settings, Ownership.of(settings));
        return settings.hasCommand() ? new CommandedFileAction(write) : write;
    }

    /** Writes a file. */
    private final class FileAction implements AsyncAction {
        private final FileSettings settings;
        private final Attributes attributes;

        private FileAction(FileSettings settings, Attributes attributes) {
            this.settings = settings;
            this.attributes = attributes;
        }

        @Override
        public RunningAction start(RunContext run) {
            return new FileRun(settings, attributes, run, shop);
        }

        @Override
        public Description describe(RunContext run) {
            Map<String, String> details = new LinkedHashMap<>();
            settings.check().ifPresent(command -> details.put("check", String.join(" ", command)));
            settings.backup().ifPresent(path -> details.put("backup", path.toString()));
            settings.then().ifPresent(command -> details.put("then", String.join(" ", command)));
            String what = run.change().exists() ? "writes " : "removes ";
            return new Description(what + settings.path(), details, Optional.empty());
        }

        @Override
        public void check(Policy policy) {
            if (policy.runMode() == RunMode.PARALLEL) {
                throw new IllegalArgumentException(
                        "run_mode: must not be PARALLEL for an action of type file: which state it ends with would be chance");
            }
        }
    }

    /** The same with processes. */
    private record CommandedFileAction(AsyncAction write) implements ProcessAction {
        @Override
        public RunningAction start(RunContext run) {
            return write.start(run);
        }

        @Override
        public Description describe(RunContext run) {
            return write.describe(run);
        }

        @Override
        public void check(Policy policy) {
            write.check(policy);
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeLauncher")
    void addLauncher(ProcessLauncher launcher) {
        commands.launcherCame(launcher);
    }

    void removeLauncher(ProcessLauncher launcher) {
        commands.launcherWent(launcher);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeFile")
    void addFile(WatchFile reading) {
        writers.add(reading);
    }

    void removeFile(WatchFile reading) {
        writers.remove(reading);
    }

    /** Lets what is just being written be finished. */
    @Deactivate
    void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
