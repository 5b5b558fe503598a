package twitcher.itest.framework;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import twitcher.api.Outcome;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;
import twitcher.api.action.BlockingAction;
import twitcher.api.action.RunContext;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.ConfigLanguageName;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.settings.Value;

/**
 * Guests that do at one moment what none should, each packed into a jar of its own by {@link GuestJar}; the bundle's name
 * says which. What hangs ignores interruption, and returns only when the file of the header {@code Release} is there.
 */
public final class OddGuest implements BundleActivator {
    private Path release;
    private String manner;

    /** For the framework. */
    public OddGuest() {}

    /** It has no settings. */
    public record Order() {}

    @Override
    public void start(BundleContext context) {
        manner = context.getBundle().getSymbolicName();
        release = Path.of(context.getBundle().getHeaders().get("Release"));
        Dictionary<String, Object> properties = new Hashtable<>();
        switch (manner) {
            case "hangs-in-start" -> hang(release);
            case "language" -> {
                properties.put(ConfigLanguageName.PREFIX_ + "name", "lines");
                properties.put(ConfigLanguageName.PREFIX_ + "extension", "lines");
                context.registerService(ConfigLanguage.class, new Lines(release), properties);
            }
            default -> {
                properties.put(ActionTypeName.PROPERTY, manner);
                context.registerService(ActionType.class, new Type(manner, release), properties);
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        if (manner.equals("hangs-in-stop")) {
            hang(release);
        }
    }

    private static void hang(Path release) {
        while (!Files.exists(release)) {
            try {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                // ignores it, as bad guests do
            }
        }
    }

    /** A watch a line, {@code znode command}; a file that says {@code hang} is read when it is released, and no sooner. */
    private static final class Lines implements ConfigLanguage {
        private final Path release;

        Lines(Path release) {
            this.release = release;
        }

        @Override
        public Declarations read(ConfigSource source) {
            String text = source.text().text();
            if (text.startsWith("hang\n")) {
                hang(release);
            }
            return Declarations.of(text.lines()
                    .filter(line -> !line.equals("hang"))
                    .map(Lines::watch)
                    .toList());
        }

        private static Value.Fields watch(String line) {
            String[] words = line.split(" ", 2);
            return Value.Fields.of(Map.of("znode", words[0], "action", words[1], "description", "it"));
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
            return Order.class;
        }

        @Override
        public Action create(Order order) {
            BlockingAction action = this::run;
            return action;
        }

        private Outcome run(RunContext run) throws InterruptedException {
            switch (manner) {
                case "waits" -> new CountDownLatch(1).await();
                case "hangs-in-run" -> hang(release);
                case "exits" -> {
                    if (run.change().payload().text().equals("exit")) {
                        System.exit(3);
                    }
                }
                default -> {}
            }
            return new Outcome.Succeeded();
        }
    }
}
