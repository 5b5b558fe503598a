package twitcher.itest.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import twitcher.api.Outcome;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;
import twitcher.api.action.BlockingAction;
import twitcher.api.action.RunContext;
import twitcher.api.settings.Doc;

/**
 * A guest, packed into a jar by {@link GuestJar}: its type {@code guest} writes a journal and may behave badly. The header
 * {@code Ranking}, if there is one, is that of its service.
 */
public final class GuestActivator implements BundleActivator {
    /** One of them is in memory for each class loader of this class: by them {@link Insides} counts those. */
    static final class Alive {}

    static final Alive ALIVE = new Alive();

    /** For the framework. */
    public GuestActivator() {}

    /** What it does. */
    public record Order(
            @Doc("The journal it writes.") Path journal,
            @Doc("Its runs last until this file is there.") Path gate,
            @Doc("What else it does.") Manner manner) {}

    /** How it behaves. */
    public enum Manner {
        /** Well. */
        GOOD,
        /** Ignores that it is to stop. */
        DEAF
    }

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> name = new Hashtable<>();
        name.put(ActionTypeName.PROPERTY, "guest");
        String ranking = context.getBundle().getHeaders().get("Ranking");
        if (ranking != null) {
            name.put(Constants.SERVICE_RANKING, Integer.valueOf(ranking));
        }
        context.registerService(
                ActionType.class, new Type(context.getBundle().getVersion().toString()), name);
    }

    @Override
    public void stop(BundleContext context) {}

    // No record: JDK 17 keeps the class of the record that was compared last, and so its bundle's class loader.
    private static final class Type implements ActionType<Order> {
        private final String version;

        Type(String version) {
            this.version = version;
        }

        @Override
        public Class<Order> settings() {
            return Order.class;
        }

        @Override
        public Action create(Order order) {
            BlockingAction action = run -> act(order, run);
            return action;
        }

        private Outcome act(Order order, RunContext run) throws IOException, InterruptedException {
            write(order, "begin", run);
            while (!Files.exists(order.gate())) {
                await(order);
            }
            write(order, "end", run);
            return new Outcome.Succeeded();
        }

        private static void await(Order order) throws InterruptedException {
            try {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                if (order.manner() == Manner.GOOD) {
                    throw e;
                }
            }
        }

        private void write(Order order, String what, RunContext run) throws IOException {
            String line = what + " " + version + " " + run.watch().node().path() + " "
                    + run.change().payload().text() + "\n";
            Files.writeString(order.journal(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
