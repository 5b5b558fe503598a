package twitcher.shell.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Runs the Felix health checks that are there, ours and those of other bundles, all at once and each on a thread of its
 * own: one that hangs costs that thread, is told of, and is not called again before it has answered.
 */
@Component(service = Checkups.class)
public final class Checkups {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final BundleContext context;
    private final Map<ServiceReference<HealthCheck>, Future<Result>> running = new ConcurrentHashMap<>();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            service = HealthCheck.class)
    private volatile List<ServiceReference<HealthCheck>> checks;

    @Activate
    public Checkups(BundleContext context) {
        this.context = context;
    }

    /**
     * What a check found.
     *
     * @param name of the check
     * @param status the worst of what it found
     * @param words what it found that is not well, as it said it; if all is well, all that it said
     */
    record Checkup(String name, Status status, List<String> words) {
        boolean well() {
            return status == Status.OK;
        }

        static Checkup of(String name, Result result) {
            List<String> words = new ArrayList<>();
            boolean well = result.getStatus() == Status.OK;
            result.forEach(entry -> {
                if ((well || entry.getStatus() != Status.OK) && !entry.isDebug()) {
                    words.add(entry.getMessage());
                }
            });
            return new Checkup(name, result.getStatus(), words);
        }
    }

    /** All of them, by name; takes two seconds at most. */
    List<Checkup> all() throws InterruptedException {
        Map<ServiceReference<HealthCheck>, Future<Result>> asked = new LinkedHashMap<>();
        checks.forEach(check -> asked.put(check, asked(check)));
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Checkup> found = new ArrayList<>();
        for (Map.Entry<ServiceReference<HealthCheck>, Future<Result>> one : asked.entrySet()) {
            found.add(answer(one.getKey(), one.getValue(), end));
        }
        return found.stream().sorted(Comparator.comparing(Checkup::name)).toList();
    }

    /** The worst status of all; OK if there is no check. */
    static Status worst(List<Checkup> checkups) {
        return checkups.stream()
                .map(Checkup::status)
                .max(Comparator.naturalOrder())
                .orElse(Status.OK);
    }

    private Future<Result> asked(ServiceReference<HealthCheck> check) {
        return running.computeIfAbsent(check, reference -> {
            FutureTask<Result> task = new FutureTask<>(() -> executed(reference));
            Thread thread = new Thread(task, "twitcher-health-" + name(reference));
            thread.setDaemon(true);
            thread.start();
            return task;
        });
    }

    private Result executed(ServiceReference<HealthCheck> reference) {
        HealthCheck check = context.getService(reference);
        try {
            return check == null
                    ? new Result(Status.TEMPORARILY_UNAVAILABLE, "went away this moment")
                    : check.execute();
        } finally {
            context.ungetService(reference);
        }
    }

    private Checkup answer(ServiceReference<HealthCheck> check, Future<Result> answer, long end)
            throws InterruptedException {
        String name = name(check);
        try {
            Result result = answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            running.remove(check, answer);
            return Checkup.of(name, result);
        } catch (ExecutionException e) {
            running.remove(check, answer);
            return error(name, "the check itself failed: " + e.getCause());
        } catch (TimeoutException e) {
            return error(name, "the check has not answered within " + PATIENCE.toSeconds() + " s");
        }
    }

    private static Checkup error(String name, String words) {
        return new Checkup(name, Status.HEALTH_CHECK_ERROR, List.of(words));
    }

    private static String name(ServiceReference<HealthCheck> check) {
        Object name = check.getProperty(HealthCheck.NAME);
        return name == null ? "check of " + Bundles.name(check.getBundle()) : name.toString();
    }
}
