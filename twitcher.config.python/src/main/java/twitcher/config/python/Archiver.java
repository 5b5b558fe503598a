package twitcher.config.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.Worker;
import twitcher.config.python.worker.Wire;

/**
 * Makes the class archive of a kit, once, when nobody waits for that: it halves the time that a worker takes to get
 * ready. First Jython's old classes are lifted to what an archive takes.
 */
final class Archiver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);
    private static final long DELAY_SECONDS = 5;
    private static final long LIMIT_SECONDS = 300;

    /** What configs import most; their classes are to be in the archive too. */
    private static final List<String> MODULES = List.of(
            "ConfigParser",
            "datetime",
            "json",
            "logging",
            "os",
            "re",
            "shutil",
            "socket",
            "subprocess",
            "tempfile",
            "threading",
            "urllib2");

    private final Kit kit;
    private final ProcessLauncher launcher;
    private final ScheduledExecutorService timer;
    private boolean begun;
    private boolean closed;
    private Worker worker;

    Archiver(Kit kit, ProcessLauncher launcher, ScheduledExecutorService timer) {
        this.kit = kit;
        this.launcher = launcher;
        this.timer = timer;
    }

    /** Makes the archive after a while, unless that was begun before. */
    synchronized void soon() {
        if (!begun && !closed) {
            begun = true;
            timer.schedule(this::begin, DELAY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void begin() {
        Thread thread = new Thread(this::archive, "twitcher-python-archive");
        thread.setDaemon(true);
        thread.start();
    }

    private void archive() {
        Path part = kit.archive().resolveSibling("classes.part");
        try {
            if (!Files.exists(kit.lifted())) {
                toTheEnd(kit.lifter(), false);
            }
            toTheEnd(kit.archiver(part), true);
            if (Files.exists(part)) {
                Files.move(part, kit.archive(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            LOG.debug("no class archive: Python starts more slowly: {}", e.toString());
        }
    }

    /** Runs a process until its output ends, which is after it has written its file. */
    private void toTheEnd(List<String> command, boolean rehearse) throws IOException {
        try (Worker process = open(command)) {
            timer.schedule(process::close, LIMIT_SECONDS, TimeUnit.SECONDS);
            if (rehearse) {
                Wire.read(process.answers());
                Wire.write(process.requests(), Map.of("do", "rehearse", "modules", MODULES));
                Wire.read(process.answers());
            }
            process.requests().close();
            if (process.answers().read() >= 0) {
                throw new IOException("it said something unasked");
            }
        }
    }

    private synchronized Worker open(List<String> command) throws IOException {
        if (closed) {
            throw new IOException("the bundle for Python is being stopped");
        }
        worker = launcher.open(command);
        return worker;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (worker != null) {
            worker.close();
        }
    }
}
