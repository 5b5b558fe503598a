package twitcher.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.config.Settling.Moment;

/**
 * Makes the daemon agree with the watched folder: a look at it, the difference to what was dealt with, a wait until that
 * is quiet, and then each file to whoever handles its ending. On the gate's thread.
 */
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");
    private static final String FOLDER = "folder";

    private final Tree tree;
    private final Handlers handlers;
    private final Tools tools;
    private final Map<String, Optional<Seen>> dealt = new HashMap<>();
    private Set<String> troubles = Set.of();
    private Settling settling = Settling.NONE;
    private Guard guard = Guard.NEW;
    private volatile Optional<String> lost = Optional.empty();
    private boolean begun;
    private long slowLookNanos = System.nanoTime();

    Reconciler(Tree tree, Handlers handlers, Tools tools) {
        this.tree = tree;
        this.handlers = handlers;
        this.tools = tools;
    }

    /** Why the folder counts as lost; empty: it is in order. Any thread. */
    Optional<String> lost() {
        return lost;
    }

    /** Whether something that a look found is not dealt with yet. */
    boolean isBusy() {
        return !settling.files().isEmpty() || tools.agenda().isBusy() || handlers.isBusy();
    }

    /** Handles everything from now on, not only configurations. */
    void open() {
        handlers.open();
        begun = false;
    }

    /** Looks, and deals with what is quiet. */
    void look() {
        try {
            lookOnce();
        } finally {
            tools.agenda().in(tools.limits().get().slowLook());
        }
    }

    private void lookOnce() {
        boolean slow = isSlowLook();
        tools.agenda().take(slow).forEach(this::forget);
        Snapshot now = tree.look(file -> handlers.find(file).isPresent());
        hold(guard.lost(now));
        if (lost.isEmpty()) {
            guard = guard.accept(now);
            reconcile(now, tools.limits().get().settle());
        }
    }

    /** Looks at everything as if it were new. */
    void lookAnew() {
        tools.agenda().take(true);
        dealt.keySet().forEach(this::forget);
        look();
    }

    /** Takes the folder as it is, lost or not, and looks at everything as if it were new. */
    void accept() {
        guard = Guard.NEW;
        Snapshot now = tree.look(file -> handlers.find(file).isPresent());
        if (now.folder() instanceof Snapshot.Folder.Gone) {
            hold(Optional.empty());
            reconcile(now, Duration.ZERO);
        }
        lookAnew();
    }

    private boolean isSlowLook() {
        long now = System.nanoTime();
        boolean slow = now - slowLookNanos >= tools.limits().get().slowLook().toNanos();
        slowLookNanos = slow ? now : slowLookNanos;
        return slow;
    }

    private void forget(String file) {
        dealt.replace(file, Optional.empty());
    }

    private void hold(Optional<String> why) {
        if (why.equals(lost)) {
            return;
        }
        lost = why;
        why.ifPresentOrElse(
                reason -> LOG.warn(
                        "{}: {}; its watches are held until it is back, or until twitcher:rescan --accept",
                        tree.folder(),
                        reason),
                () -> LOG.info("{}: is in order again; its watches are released", tree.folder()));
        handlers.hold(why.isPresent());
    }

    private void reconcile(Snapshot now, Duration settle) {
        begin(now);
        tellTroubles(now.troubles());
        Settling.Step step = settling.step(Change.between(dealt, now), Moment.now(), settle);
        settling = step.next();
        tools.statuses().settling(kinds(settling.files()));
        List<Change> over = new ArrayList<>(step.over());
        over.sort(handlers.order());
        over.forEach(this::deal);
        step.nextLook().ifPresent(tools.agenda()::in);
    }

    /** An empty folder may be one that is not mounted yet: it begins nothing. */
    private void begin(Snapshot now) {
        if (!begun && !now.files().isEmpty()) {
            begun = true;
            handlers.begin(now.files().keySet());
        }
    }

    private void tellTroubles(Map<String, String> now) {
        Set<String> over = new HashSet<>(troubles);
        over.removeAll(now.keySet());
        over.forEach(tools.statuses()::remove);
        now.forEach((directory, why) -> tools.statuses().error(directory, FOLDER, List.of(directory + ": " + why)));
        troubles = Set.copyOf(now.keySet());
    }

    private Map<String, String> kinds(Set<String> files) {
        Map<String, String> kinds = new TreeMap<>();
        files.forEach(file ->
                kinds.put(file, handlers.find(file).map(h -> h.kind(file)).orElse(FOLDER)));
        return kinds;
    }

    private void deal(Change change) {
        String file = change.file();
        Optional<Handler> handler = handlers.find(file);
        if (change.now().isEmpty()) {
            dealt.remove(file);
            handler.ifPresent(h -> h.removed(file));
            return;
        }
        Seen seen = change.now().get();
        dealt.put(file, Optional.of(seen));
        handler.ifPresent(
                h -> seen.refusal().ifPresentOrElse(why -> h.refused(file, why), () -> h.changed(file, seen)));
    }
}
