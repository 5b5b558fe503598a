package twitcher.action.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.Description;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;

/** The action type {@code http}: sends the change to a URL. */
@Component
@ActionTypeName("http")
public final class HttpActionType implements ActionType<HttpSettings> {
    private static final int THREADS = 8;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor pool = pool();
    private final Clients clients = new Clients(pool, IDLE);
    private final Set<Exchange> going = ConcurrentHashMap.newKeySet();

    /** An action type that needs nobody. */
    @Activate
    public HttpActionType() {}

    /** Threads for the clients' work and for timeouts; none while there is nothing to do. */
    private static ScheduledThreadPoolExecutor pool() {
        AtomicInteger count = new AtomicInteger();
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "twitcher-http-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.setKeepAliveTime(10, TimeUnit.SECONDS);
        pool.allowCoreThreadTimeOut(true);
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }

    @Override
    public Class<HttpSettings> settings() {
        return HttpSettings.class;
    }

    @Override
    public Action create(HttpSettings settings) {
        return new Send(settings);
    }

    /** Sends a change, or tells what it would send. */
    private final class Send implements AsyncAction {
        private final HttpSettings settings;

        private Send(HttpSettings settings) {
            this.settings = settings;
        }

        @Override
        public RunningAction start(RunContext run) {
            Exchange exchange = Exchange.start(settings, run, clients, pool);
            going.add(exchange);
            exchange.ending().thenRun(() -> going.remove(exchange));
            return exchange;
        }

        @Override
        public Description describe(RunContext run) {
            return Description.of(
                    "sends " + settings.method() + " with body " + settings.sent() + " to " + settings.place());
        }
    }

    /** Waits for answers that are under way, unless the daemon is about to end. */
    @Deactivate
    void stop(BundleContext context) {
        boolean last = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING;
        close(last ? Duration.ZERO : PATIENCE);
    }

    void close(Duration patience) {
        try {
            CompletableFuture.allOf(going.stream()
                            .map(exchange -> exchange.ending().toCompletableFuture())
                            .toArray(CompletableFuture<?>[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            going.forEach(Exchange::abandon);
        } catch (InterruptedException e) {
            going.forEach(Exchange::abandon);
            Thread.currentThread().interrupt();
        }
        clients.close();
        pool.shutdownNow();
    }
}
