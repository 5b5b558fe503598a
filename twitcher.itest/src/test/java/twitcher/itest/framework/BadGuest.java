package twitcher.itest.framework;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import twitcher.api.Outcome;
import twitcher.api.Run;
import twitcher.api.RunListener;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.BlockingAction;

/**
 * Guests that behave badly, each packed into a jar of its own by {@link GuestJar}. The bundle's name says how; what hangs
 * ignores interruption, and returns only when the file of the header {@code Release} is there.
 */
public final class BadGuest implements BundleActivator {
    /** One of them is in memory for each class loader of this class: by them {@link Insides} counts those. */
    static final class Alive {}

    static final Alive ALIVE = new Alive();

    private static final int EATEN_BYTES = 32 << 20;

    /** What it has eaten. */
    private static final List<byte[]> EATEN = new ArrayList<>();

    private final List<Thread> leaked = new ArrayList<>();

    /** For the framework. */
    public BadGuest() {}

    /** It has no settings. */
    public record Order() {}

    @Override
    public void start(BundleContext context) {
        String manner = context.getBundle().getSymbolicName();
        Path release = Path.of(context.getBundle().getHeaders().get("Release"));
        switch (manner) {
            case "activator-throws" -> throw new IllegalStateException("no database");
            case "activator-hangs" -> hang(release);
            case "activator-leaks" -> leak(release);
            case "listener-throws" -> context.registerService(RunListener.class, new Thrower(), null);
            case "listener-hangs" -> context.registerService(RunListener.class, new Hanger(release), null);
            default -> {
                Dictionary<String, Object> name = new Hashtable<>();
                name.put(ActionTypeName.PROPERTY, manner);
                context.registerService(ActionType.class, new Type(manner, release), name);
            }
        }
    }

    @Override
    public void stop(BundleContext context) {}

    private static void hang(Path release) {
        while (!Files.exists(release)) {
            try {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                // ignores it, as bad guests do
            }
        }
    }

    private void leak(Path release) {
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> hang(release), "leaked-" + i);
            thread.setDaemon(true);
            thread.start();
            leaked.add(thread);
        }
    }

    /** Throws from every callback. */
    private static final class Thrower implements RunListener {
        @Override
        public void started(Run run) {
            throw new IllegalStateException("cannot hear");
        }

        @Override
        public void ended(Run run) {
            throw new NoClassDefFoundError("far/away");
        }
    }

    // No records: JDK 17 keeps the class of the record that was compared last, and so its bundle's class loader.
    private static final class Hanger implements RunListener {
        private final Path release;

        Hanger(Path release) {
            this.release = release;
        }

        @Override
        public void started(Run run) {
            hang(release);
        }
    }

    private static final class Type implements ActionType<Order> {
        private final String manner;
        private final Path release;

        Type(String manner, Path release) {
            this.manner = manner;
            this.release = release;
        }

        @Override
        public Class<Order> settings() {
            return switch (manner) {
                case "settings-throws" -> throw new IllegalStateException("no settings");
                case "settings-null" -> null;
                default -> Order.class;
            };
        }

        @Override
        public Action create(Order order) {
            return switch (manner) {
                case "create-throws" -> throw new IllegalStateException("no action");
                case "create-null" -> null;
                case "create-hangs" -> {
                    hang(release);
                    yield null;
                }
                case "start-throws" ->
                    async(run -> {
                        throw new IllegalStateException("no start");
                    });
                case "start-null" -> async(run -> null);
                case "start-hangs" ->
                    async(run -> {
                        hang(release);
                        return null;
                    });
                default -> blocking(this::run);
            };
        }

        private static Action async(AsyncAction action) {
            return action;
        }

        private static Action blocking(BlockingAction action) {
            return action;
        }

        private Outcome run(Object run) {
            return switch (manner) {
                case "run-throws" -> throw new IllegalStateException("no run");
                case "run-error" -> throw new NoClassDefFoundError("far/away");
                case "run-null" -> null;
                case "run-hangs" -> {
                    hang(release);
                    yield new Outcome.Succeeded();
                }
                case "run-leaks" -> {
                    new BadGuest().leak(release);
                    yield new Outcome.Succeeded();
                }
                case "run-eats" -> {
                    EATEN.add(new byte[EATEN_BYTES]);
                    yield new Outcome.Succeeded();
                }
                default -> new Outcome.Succeeded();
            };
        }
    }
}
