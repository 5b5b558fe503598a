package twitcher.itest.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.WatchStatus;
import twitcher.itest.support.Gate;
import twitcher.itest.support.Journal;
import twitcher.itest.support.Nodes;

/**
 * The bundle for Python may come late, be updated and go, and leaves nothing behind. {@code -Dtwitcher.python.updates=}
 * makes it longer.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PythonBundleTest {
    private static final String BUNDLE = "twitcher.config.python";
    private static final int UPDATES = Integer.getInteger("twitcher.python.updates", 2);
    private static final int WARM_UP = 4;
    private static final long SLACK_BYTES = 4 << 20;

    /** A process that has to start first may take long on a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @Inject
    private BundleContext context;

    private Inside inside;
    private Nodes nodes;

    @Configuration
    public Option[] configuration() throws IOException {
        return new Option[] {Product.whole()};
    }

    @Before
    public void connect() throws Exception {
        inside = new Inside(context);
        nodes = inside.nodes();
    }

    @After
    public void disconnect() throws Exception {
        inside.bundle(BUNDLE).start();
        nodes.close();
    }

    @Test
    public void filesWaitForItAndStartWhenItComes() throws Exception {
        Bundle python = inside.bundle(BUNDLE);
        python.stop();
        Journal journal = watched("waits", "");
        inside.awaitFile("waits.twc", "WAITING", "twc");
        python.start();
        awaitLast(journal, "loaded 0");
    }

    @Test
    public void functionThatRunsWhileItIsUpdatedEndsAsItMust() throws Exception {
        try (Gate gate = Gate.at(inside.file("update.gate"))) {
            Journal journal =
                    watched("updated", "; open('" + inside.file("update.gate") + "').readline(); note('end')");
            awaitLast(journal, "loaded 0");
            inside.bundle(BUNDLE).update();
            nodes.set("/python/updated", "1");
            nodes.set("/python/updated", "2");
            gate.open();
            awaitLast(journal, "changed 2");
            gate.open();
            awaitState("updated", WatchStatus.State.IDLE);
            assertThat(journal.lines()).containsExactly("loaded 0", "end", "changed 2", "end");
        }
    }

    @Test
    public void whenItGoesItsWatchesPauseAndNoWorkerIsLeft() throws Exception {
        Journal journal = watched("goes", "");
        awaitLast(journal, "loaded 0");
        Awaitility.await("there is a spare").atMost(LIMIT).until(() -> workers() > 0);
        Bundle python = inside.bundle(BUNDLE);
        python.stop();
        awaitState("goes", WatchStatus.State.WAITING);
        Awaitility.await("no worker is left").atMost(LIMIT).until(() -> workers() == 0);
        nodes.set("/python/goes", "1");
        nodes.set("/python/goes", "2");
        python.start();
        awaitLast(journal, "changed 2");
        assertThat(journal.lines()).containsExactly("loaded 0", "changed 2");
    }

    @Test
    public void manyUpdatesLeaveNothingBehind() throws Exception {
        endIdleWorkersSoon();
        Journal journal = watched("often", "");
        awaitLast(journal, "loaded 0");
        update(WARM_UP);
        Census before = Census.take(inside.home());
        update(UPDATES);
        Census after = Census.take(inside.home());
        System.out.println("PythonBundleTest: " + UPDATES + " updates: " + before + " -> " + after);
        assertThat(after.heap()).isLessThan(before.heap() + SLACK_BYTES);
        assertThat(after.metaspace()).isLessThan(before.metaspace() + SLACK_BYTES);
        Awaitility.await("no thread more")
                .atMost(LIMIT)
                .until(() -> ownThreads().count() <= before.threads());
        assertThat(after.processes()).isLessThanOrEqualTo(before.processes());
        assertThat(after.files()).containsExactlyInAnyOrderElementsOf(before.files());
        nodes.set("/python/often", "1");
        awaitLast(journal, "changed 1");
    }

    /** What evaluates is kept for a minute as a rule, and would be waited for twice. */
    private void endIdleWorkersSoon() throws Exception {
        String file = BUNDLE + ".cfg";
        inside.drop(file, "evaluationIdleMs = 500\n");
        Awaitility.await(file + " is in effect")
                .atMost(LIMIT)
                .until(() -> inside.service(ConfigFiles.class).list().stream()
                        .anyMatch(status -> status.file().equals(file) && status.state() == FileStatus.State.ACTIVE));
    }

    private void update(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            inside.bundle(BUNDLE).update();
            awaitState("often", WatchStatus.State.IDLE);
        }
        Awaitility.await("threads that wait for more to do have ended")
                .atMost(LIMIT)
                .until(() -> ownThreads().noneMatch(name -> name.matches(".*-\\d+")));
        Awaitility.await("the spare is back, and nothing else is there")
                .atMost(LIMIT)
                .until(() -> workers() == 1);
    }

    /** The names of the threads of the bundle: others come and go as they like. */
    private static Stream<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("twitcher-python"));
    }

    private static long workers() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .filter(child -> child.info()
                        .commandLine()
                        .filter(line -> line.contains("WorkerMain"))
                        .isPresent())
                .count();
    }

    /** What there is of everything that could leak. */
    private record Census(long heap, long metaspace, long threads, long processes, List<String> files) {
        static Census take(Path home) throws IOException {
            return new Census(usedHeap(), usedMetaspace(), ownThreads().count(), workers(), ownFiles(home));
        }

        private static long usedHeap() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        private static long usedMetaspace() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Metaspace"))
                    .map(MemoryPoolMXBean::getUsage)
                    .mapToLong(java.lang.management.MemoryUsage::getUsed)
                    .sum();
        }

        /** But for those of the class archive, which are made when there is quiet enough for it. */
        private static List<String> ownFiles(Path home) throws IOException {
            try (Stream<Path> state = Files.walk(home.resolve("state"));
                    Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                Stream<Path> python = state.filter(path -> path.toString().contains("python"));
                Stream<Path> jython = temporary.filter(path -> path.toString().matches(".*(jffi|jython).*"));
                return Stream.concat(python, jython)
                        .map(Path::toString)
                        .filter(path -> !path.matches(".*/(cache/.*|classes\\..*|lifted\\..*)"))
                        .sorted()
                        .toList();
            }
        }

        @Override
        public String toString() {
            return "heap " + (heap >> 10) + " KiB, metaspace " + (metaspace >> 10) + " KiB, " + threads + " threads, "
                    + processes + " processes, " + files.size() + " files";
        }
    }

    /** A file with one watch, whose function notes event and payload, and does {@code more}. */
    private Journal watched(String name, String more) throws Exception {
        Journal journal = inside.journal(name);
        nodes.create("/python/" + name, "0");
        inside.drop(name + ".twc", """
                import os, sys
                def note(text):
                    with open('%s', 'a') as journal: journal.write(text + '\\n')
                def f(): note(os.environ['TWITCHER_EVENT'] + ' ' + sys.stdin.read())%s
                RegisterWatch('/python/%s', f, description='it')
                """.formatted(journal.file(), more, name));
        return journal;
    }

    private static void awaitLast(Journal journal, String line) {
        Awaitility.await("the journal ends with " + line)
                .atMost(LIMIT)
                .until(
                        journal::lines,
                        lines -> !lines.isEmpty() && lines.get(lines.size() - 1).equals(line));
    }

    private void awaitState(String name, WatchStatus.State state) {
        inside.awaitState(name + ".twc:it", state, LIMIT);
    }
}
