package twitcher.launcher.testbundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what it was started with, counts rescans in a file of the state directory, and obeys {@code test.*}. */
public final class Activator implements BundleActivator {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.test");

    @Override
    public void start(BundleContext context) {
        Path state = Path.of(context.getProperty("twitcher.state_dir"));
        LOG.info("test bundle: config={} devel={}", context.getProperty("twitcher.config_path"), isSet("test.devel"));
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("twitcher.command", "rescan");
        context.registerService(Runnable.class, () -> append(state.resolve("rescans")), properties);
        if (isSet("test.throw")) {
            new Thread(() -> throwBug(), "test-thread").start();
        }
        if (isSet("test.fail")) {
            throw new IllegalStateException("this bundle fails on purpose");
        }
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        if (isSet("test.hang")) {
            new CountDownLatch(1).await();
        }
    }

    private static boolean isSet(String property) {
        return Boolean.getBoolean(property);
    }

    private static void throwBug() {
        throw new IllegalStateException("a bug on purpose");
    }

    private static void append(Path file) {
        try {
            Files.writeString(
                    file, "rescan\n", java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
