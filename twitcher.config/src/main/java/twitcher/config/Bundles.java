package twitcher.config;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.config.BundleWork.Outcome;
import twitcher.config.Foreign.End;

/**
 * The bundles of the watched folder: installs, updates, starts and uninstalls them, one after the other, on a thread of
 * their own. One that hangs delays the others once, by the time limit, and is left alone until it returns.
 */
final class Bundles implements Handler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");
    static final String KIND = "bundle";

    /** The fingerprint of a file of which the bundle before it runs. */
    private static final String OLD = "before";

    private final Tools tools;
    private final BundleWork work;
    private final Journal installed;
    private final Path copies;
    private final Foreign thread;
    private final Map<String, Order> due = new LinkedHashMap<>();
    private final Set<String> stuck = new HashSet<>();
    private final Set<String> lacking = new HashSet<>();
    /** Files whose bundles are to stop, and have runs that are left to end. */
    private final Set<String> draining = new HashSet<>();
    /** Copies of the jars that are put and not yet started, and of those that were started last. */
    private final Map<String, Path> fresh = new HashMap<>();

    private final Map<String, Path> good = new HashMap<>();
    private int copied;

    /** What is to be done; all that makes room first, and starting last, when what others need is there. */
    private sealed interface Order {
        record Remove() implements Order {}

        record Put(Seen seen) implements Order {}

        record Start() implements Order {}

        Comparator<Map.Entry<String, Order>> FIRST = Comparator.comparingInt(
                entry -> entry.getValue() instanceof Remove ? 0 : entry.getValue() instanceof Put ? 1 : 2);
    }

    /**
     * Bundles by {@code work}.
     *
     * @param installed the fingerprint of each file's bundle, also in the next life of this bundle
     * @param copies an empty directory for copies of jars
     */
    Bundles(Tools tools, BundleWork work, Journal installed, Path copies) {
        this.tools = tools;
        this.work = work;
        this.installed = installed;
        this.copies = copies;
        this.thread = new Foreign("twitcher-config-bundles", tools.owner());
    }

    @Override
    public String kind(String file) {
        return KIND;
    }

    @Override
    public void begin(Set<String> files) {
        installed.keys().stream().filter(file -> !files.contains(file)).forEach(this::removed);
    }

    @Override
    public void changed(String file, Seen seen) {
        order(file, new Order.Put(seen));
    }

    @Override
    public void refused(String file, String why) {
        due.remove(file);
        error(file, "not loaded: " + why);
    }

    @Override
    public void removed(String file) {
        lacking.remove(file);
        if (stuck.contains(file)) {
            error(file, "is removed, but has not returned from starting or stopping: it stays until it does");
        }
        order(file, new Order.Remove());
    }

    @Override
    public boolean isBusy() {
        return thread.isBusy() || !draining.isEmpty() || next().isPresent();
    }

    /** The bundle of that location came or went: what lacked something may find it now. */
    void bundlesChanged(String location) {
        Set<String> again = new HashSet<>(lacking);
        again.removeIf(file -> BundleWork.location(file).equals(location));
        lacking.removeAll(again);
        for (String file : again) {
            if (work.isInstalled(file)
                    && installed.get(file).filter(OLD::equals).isEmpty()) {
                due.putIfAbsent(file, new Order.Start());
            } else {
                tools.agenda().soon(file);
            }
        }
        pump();
    }

    @Override
    public void close() {
        thread.close();
    }

    private void order(String file, Order order) {
        due.put(file, order);
        pump();
    }

    private Optional<Map.Entry<String, Order>> next() {
        return due.entrySet().stream()
                .filter(entry -> !stuck.contains(entry.getKey()) && !draining.contains(entry.getKey()))
                .min(Order.FIRST);
    }

    private void pump() {
        Optional<Map.Entry<String, Order>> next = next();
        while (!thread.isBusy() && next.isPresent()) {
            String file = next.get().getKey();
            begin(file, due.remove(file));
            next = next();
        }
    }

    private void begin(String file, Order order) {
        lacking.remove(file);
        if (order instanceof Order.Put put) {
            put(file, put.seen());
        } else if (order instanceof Order.Start) {
            Optional<Path> before = Optional.ofNullable(good.get(file)).filter(jar -> fresh.containsKey(file));
            call(file, () -> work.startOrGoBack(file, before), () -> isStarted(file));
        } else {
            drained(file, () -> call(file, () -> work.remove(file), () -> isRemoved(file)));
        }
    }

    private void put(String file, Seen seen) {
        Path copy = copies.resolve(++copied + ".jar");
        ReadOnce.Result result = copy(file, seen, copy);
        if (result instanceof ReadOnce.Result.Read read) {
            install(file, read.sha256(), copy);
        } else if (result instanceof ReadOnce.Result.Unreadable unreadable) {
            error(file, unreadable.why());
            tools.agenda().later(file);
        } else {
            tools.agenda().soon(file);
        }
    }

    private ReadOnce.Result copy(String file, Seen seen, Path copy) {
        try (OutputStream to = Files.newOutputStream(copy)) {
            return tools.reader().copy(file, seen, to);
        } catch (IOException e) {
            return new ReadOnce.Result.Unreadable("cannot be copied to " + copy + ": " + Words.of(e));
        }
    }

    private void install(String file, String sha256, Path copy) {
        if (!work.isInstalled(file) || !installed.get(file).equals(Optional.of(sha256))) {
            drained(file, () -> call(file, () -> work.put(file, copy), () -> isPut(file, sha256, copy)));
            return;
        }
        started(file, copy);
        if (!tools.statuses().isActive(file)) {
            due.put(file, new Order.Start());
        }
    }

    /** Does {@code then} when the runs of the bundle have ended, or have had their time. */
    private void drained(String file, Runnable then) {
        draining.add(file);
        work.drain(file, tools.limits().get().drain())
                .whenComplete((going, thrown) -> tools.owner().execute(() -> {
                    draining.remove(file);
                    if (going != null && going > 0) {
                        LOG.warn("{}: {} runs have not ended in time; its bundle stops all the same", file, going);
                    }
                    then.run();
                }));
    }

    private void isPut(String file, String sha256, Path copy) {
        Optional.ofNullable(fresh.put(file, copy)).ifPresent(Bundles::delete);
        installed.put(file, sha256);
        due.putIfAbsent(file, new Order.Start());
    }

    private void started(String file, Path copy) {
        Optional.ofNullable(good.put(file, copy)).ifPresent(Bundles::delete);
    }

    private void isStarted(String file) {
        Optional.ofNullable(fresh.remove(file)).ifPresent(copy -> started(file, copy));
        LOG.info("{}: bundle {} is started", file, work.name(file));
        tools.statuses().active(file, KIND, 0);
    }

    private void isRemoved(String file) {
        installed.remove(file);
        Optional.ofNullable(fresh.remove(file)).ifPresent(Bundles::delete);
        Optional.ofNullable(good.remove(file)).ifPresent(Bundles::delete);
        tools.statuses().remove(file);
        LOG.info("{}: removed, and its bundle with it", file);
    }

    private void call(String file, Callable<Outcome> what, Runnable done) {
        thread.call(what, tools.limits().get().bundle(), end -> {
            ended(file, end, done);
            pump();
        });
    }

    private void ended(String file, End<Outcome> end, Runnable done) {
        if (end instanceof End.Stuck) {
            stuck.add(file);
            error(
                    file,
                    "has not returned from starting or stopping within "
                            + tools.limits().get().bundle().toSeconds() + " s; it is left alone, others go on");
            return;
        }
        stuck.remove(file);
        work.release(file);
        if (end instanceof End.Threw<Outcome> threw) {
            LOG.debug("{}: failed", file, threw.failure());
            error(file, "failed: " + threw.failure());
        } else if (end instanceof End.Returned<Outcome> returned) {
            conclude(file, returned.value(), done);
        }
    }

    private void conclude(String file, Outcome outcome, Runnable done) {
        if (outcome instanceof Outcome.Done) {
            done.run();
        } else if (outcome instanceof Outcome.Failed failed) {
            error(file, failed.why());
        } else if (outcome instanceof Outcome.Lacking lacks) {
            error(file, lacks.why());
            lacking.add(file);
        } else if (outcome instanceof Outcome.WentBack back) {
            wentBack(file, back);
        }
    }

    /** What is in the file is not what is installed: it is put again when the file changes or what it lacked is there. */
    private void wentBack(String file, Outcome.WentBack back) {
        Optional.ofNullable(fresh.remove(file)).ifPresent(Bundles::delete);
        installed.put(file, OLD);
        error(file, back.why() + "; the one before runs again: " + work.name(file));
        if (back.lacking()) {
            lacking.add(file);
        }
    }

    private void error(String file, String what) {
        tools.statuses().error(file, KIND, List.of(file + ": " + what));
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.debug("{}: {}", copy, Words.of(e));
        }
    }
}
