package twitcher.action.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import twitcher.api.Payload;
import twitcher.api.action.RunningAction;

/** What there is of threads and connections, and that it ends with the bundle. */
class LifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final CountDownLatch answer = new CountDownLatch(1);
    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = Site.answering(exchange -> {
            pass(answer);
            Site.status(200, "").handle(exchange);
        });
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        answer.countDown();
        site.close();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("twitcher-http") || name.contains("SelectorManager"))
                .toList();
    }

    private RunningAction start(Sender sender) {
        return sender.start(TestRun.of(Payload.ofText("on")), "url", site.url("/"), "timeout", 120);
    }

    @Test
    void manyRunsTakeFewThreads() throws Exception {
        try (Sender sender = new Sender()) {
            List<RunningAction> runs = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                runs.add(start(sender));
            }
            await("all have arrived").atMost(LIMIT).until(() -> site.requests().size() == 200);
            assertThat(threads()).hasSizeLessThanOrEqualTo(9);
            answer.countDown();
            for (RunningAction run : runs) {
                assertThat(Sender.outcome(run).words()).isEqualTo("ok");
            }
        }
    }

    @Test
    void nothingIsLeftWhenTheBundleEnds() throws Exception {
        answer.countDown();
        try (Sender sender = new Sender()) {
            assertThat(Sender.outcome(start(sender)).words()).isEqualTo("ok");
            assertThat(threads()).isNotEmpty();
        }
        await("threads end").atMost(LIMIT).until(() -> threads().isEmpty());
    }

    @Test
    void theEndWaitsForAnswersThatAreUnderWay() throws Exception {
        Sender sender = new Sender();
        RunningAction run = start(sender);
        await("it has arrived").atMost(LIMIT).until(() -> !site.requests().isEmpty());
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> sender.type.close(LIMIT));
        Assertions.assertThatThrownBy(() -> closed.get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        answer.countDown();

        assertThat(Sender.outcome(run).words()).isEqualTo("ok");
        closed.get(60, TimeUnit.SECONDS);
    }

    @Test
    void butNotForEver() throws Exception {
        Sender sender = new Sender();
        RunningAction run = start(sender);
        sender.type.close(Duration.ofMillis(10));

        assertThat(Sender.outcome(run).words())
                .isEqualTo("not started yet: its bundle was stopped before there was an answer");
        await("threads end").atMost(LIMIT).until(() -> threads().isEmpty());
    }

    @Test
    void anIdleClientIsClosed() throws Exception {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        try (Clients clients = new Clients(pool, Duration.ofMillis(10))) {
            Clients.Client client = clients.take(Tls.DEFAULT);
            assertThat(clients.take(Tls.DEFAULT)).isSameAs(client);
            clients.giveBack(client);
            assertThat(threads()).hasSize(1);
            clients.giveBack(client);
            await("its thread ends").atMost(LIMIT).until(() -> threads().isEmpty());
            assertThat(clients.take(Tls.DEFAULT)).isNotSameAs(client);
        } finally {
            pool.shutdownNow();
        }
    }

    /** As after an update of the bundle: nothing in the JVM may hold its classes. */
    @Test
    void theClassesAreCollected() throws Exception {
        answer.countDown();
        WeakReference<ClassLoader> loader = useAndForget();

        await("the class loader is collected").atMost(LIMIT).until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    private WeakReference<ClassLoader> useAndForget() throws Exception {
        URL classes = HttpActionType.class.getProtectionDomain().getCodeSource().getLocation();
        URL tests = LifeTest.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes, tests}, getClass().getClassLoader()) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                        return name.startsWith("twitcher.action.http") ? find(name) : super.loadClass(name, resolve);
                    }

                    private Class<?> find(String name) throws ClassNotFoundException {
                        Class<?> known = findLoadedClass(name);
                        return known == null ? findClass(name) : known;
                    }
                }) {
            Runnable guest = (Runnable) loader.loadClass(Guest.class.getName())
                    .getConstructor(String.class)
                    .newInstance(site.url("/"));
            assertThat(guest.getClass().getClassLoader()).isSameAs(loader);
            guest.run();
            return new WeakReference<>(loader);
        }
    }

    /** Sends once, then ends. */
    public static final class Guest implements Runnable {
        private final String url;

        /** To {@code url}. */
        public Guest(String url) {
            this.url = url;
        }

        @Override
        public void run() {
            try (Sender sender = new Sender()) {
                assertThat(sender.words("url", url)).isEqualTo("ok");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
