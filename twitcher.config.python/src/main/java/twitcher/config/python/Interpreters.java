package twitcher.config.python;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import twitcher.api.FrameworkProperties;
import twitcher.api.action.RunContext;
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.ProcessPlan;
import twitcher.api.process.Worker;

/** Starts worker processes: those that evaluate, and spares that wait for functions. None is left when this ends. */
@Component(service = Interpreters.class, configurationPid = "twitcher.config.python")
@Designate(ocd = PythonConfig.class)
public final class Interpreters {
    private final ProcessLauncher launcher;
    private final PythonConfig config;
    private final Kit kit;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, Interpreters::thread);
    private final Evaluators evaluators;
    private final Spares spares;
    private final Archiver archiver;

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
        this.evaluators = new Evaluators(() -> new Evaluator(this::open, thread, config, System::nanoTime));
        this.spares = new Spares(this::open, thread, config);
        this.archiver = new Archiver(kit, launcher, thread);
        thread.setKeepAliveTime(5, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRemoveOnCancelPolicy(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "twitcher-python");
        thread.setDaemon(true);
        return thread;
    }

    Evaluators evaluators() {
        return evaluators;
    }

    Spares spares() {
        return spares;
    }

    /** How many functions may run at once. */
    int mostFunctions() {
        return Room.of(config);
    }

    /** What would be made of a worker that becomes {@code run}. */
    ProcessPlan plan(RunContext run) {
        return launcher.planOfWorker(run);
    }

    /** How a worker is started. */
    interface Opener {
        /** A new one, which is getting ready. */
        Worker open() throws IOException;
    }

    /** A new worker, which is getting ready. */
    Worker open() throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx" + config.heapMb() + "m"));
        kit.unpack();
        List<String> archived = kit.archived();
        if (archived.isEmpty()) {
            archiver.soon();
        }
        options.addAll(archived);
        return launcher.open(kit.command(options));
    }

    @Deactivate
    void close() {
        spares.close();
        evaluators.close();
        archiver.close();
        thread.shutdownNow();
    }
}
