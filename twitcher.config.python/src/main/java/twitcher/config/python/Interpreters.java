package twitcher.config.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.FrameworkProperties;
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.Worker;
import twitcher.config.python.worker.Wire;

/** Starts worker processes: one that evaluates, and spares that wait for functions. None is left when this ends. */
@Component(service = Interpreters.class, configurationPid = "twitcher.config.python")
public final class Interpreters {
    private static final Logger LOG = LoggerFactory.getLogger(Interpreters.class);
    private static final long ARCHIVE_DELAY_SECONDS = 5;
    private static final long ARCHIVE_LIMIT_SECONDS = 120;

    private final ProcessLauncher launcher;
    private final PythonConfig config;
    private final Kit kit;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, Interpreters::thread);
    private final Evaluator evaluator;
    private final Spares spares;
    private boolean archiving;
    private volatile Worker archiver;
    private volatile boolean closed;

    /** Nothing is started before it is needed. */
    @Activate
    public Interpreters(BundleContext context, @Reference ProcessLauncher launcher, PythonConfig config)
            throws IOException {
        this(
                Path.of(context.getProperty(FrameworkProperties.STATE_DIR)),
                Parts.of(context.getBundle()),
                launcher,
                config);
    }

    Interpreters(Path stateDir, Parts parts, ProcessLauncher launcher, PythonConfig config) {
        this.launcher = launcher;
        this.config = config;
        this.kit = new Kit(stateDir.resolve("python"), parts);
        this.evaluator = new Evaluator(this::open, thread, config);
        this.spares = new Spares(this::open, config);
        thread.setKeepAliveTime(5, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRemoveOnCancelPolicy(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "twitcher-python");
        thread.setDaemon(true);
        return thread;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    Spares spares() {
        return spares;
    }

    /** How a worker is started. */
    interface Opener {
        /** A new one, which is getting ready. */
        Worker open() throws IOException;
    }

    /** A new worker, which is getting ready. */
    Worker open() throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx" + config.heapMb() + "m"));
        List<String> archived;
        synchronized (kit) {
            kit.command(List.of());
            archived = kit.archived();
        }
        options.addAll(archived);
        if (archived.isEmpty()) {
            archiveSoon();
        }
        return launcher.open(kit.command(options));
    }

    /** The class archive halves the time that a worker takes to get ready. It is made when nobody waits for that. */
    private synchronized void archiveSoon() {
        if (!archiving && !closed) {
            archiving = true;
            thread.schedule(this::archive, ARCHIVE_DELAY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void archive() {
        try {
            Path part = kit.archive().resolveSibling("classes.part");
            Worker worker = launcher.open(kit.command(List.of("-XX:ArchiveClassesAtExit=" + part)));
            archiver = worker;
            thread.schedule(worker::close, ARCHIVE_LIMIT_SECONDS, TimeUnit.SECONDS);
            Thread waiter = new Thread(() -> await(worker, part), "twitcher-python-archive");
            waiter.setDaemon(true);
            waiter.start();
        } catch (IOException e) {
            LOG.debug("no class archive: Python starts more slowly: {}", e.toString());
        }
    }

    /** The worker writes the archive when it ends, and its output ends after that. */
    private void await(Worker worker, Path part) {
        try (worker) {
            Wire.read(worker.answers());
            worker.requests().close();
            if (worker.answers().read() < 0 && !closed && Files.exists(part)) {
                Files.move(part, kit.archive(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            LOG.debug("no class archive: Python starts more slowly: {}", e.toString());
        }
    }

    @Deactivate
    void close() {
        closed = true;
        spares.close();
        evaluator.close();
        Worker last = archiver;
        if (last != null) {
            last.close();
        }
        thread.shutdownNow();
    }
}
