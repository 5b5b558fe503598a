package twitcher.itest.faults;

import java.util.List;

/**
 * A watch of a round.
 *
 * @param name its description
 * @param node the last part of its node's path
 * @param kind what is watched
 * @param mode its run_mode
 * @param onLoad its run_on_load, as JSON
 * @param onDelete its on_delete
 * @param seconds how long a run takes, for sleep(1); 0: no time
 */
record WatchSpec(String name, String node, Kind kind, Mode mode, OnLoad onLoad, boolean onDelete, String seconds) {
    /** What is watched. */
    enum Kind {
        DATA,
        CHILDREN
    }

    /** As in configs. */
    enum Mode {
        QUEUE,
        DISCARD,
        PARALLEL,
        RESTART;

        /** Whether no two runs may be going at once. */
        boolean serial() {
            return this != PARALLEL;
        }
    }

    /** As in configs. */
    enum OnLoad {
        TRUE("true"),
        FALSE("false"),
        CHANGED("\"CHANGED\"");

        private final String json;

        OnLoad(String json) {
            this.json = json;
        }
    }

    /** Is taken out of the config when that is replaced. */
    static final String GONE = "gone";
    /** Comes with the new config. */
    static final String LATE = "late";
    /** Has another action in the new config. */
    static final String EDITED = "edited";

    private static WatchSpec data(String name, String node, Mode mode, OnLoad onLoad, String seconds) {
        return new WatchSpec(name, node, Kind.DATA, mode, onLoad, false, seconds);
    }

    private static WatchSpec children(String name, Mode mode, String seconds) {
        return new WatchSpec(name, "c0", Kind.CHILDREN, mode, OnLoad.TRUE, false, seconds);
    }

    /** Those of every round. */
    static List<WatchSpec> all() {
        return List.of(
                data("queue", "d0", Mode.QUEUE, OnLoad.TRUE, "0.2"),
                data("never", "d0", Mode.QUEUE, OnLoad.FALSE, "0"),
                data("position", "d1", Mode.QUEUE, OnLoad.CHANGED, "0.1"),
                new WatchSpec("deleted", "d1", Kind.DATA, Mode.QUEUE, OnLoad.TRUE, true, "0"),
                data("discard", "d1", Mode.DISCARD, OnLoad.TRUE, "0.15"),
                data("parallel", "d2", Mode.PARALLEL, OnLoad.TRUE, "0.4"),
                data("restart", "d2", Mode.RESTART, OnLoad.TRUE, "0.3"),
                data("restart-never", "d0", Mode.RESTART, OnLoad.FALSE, "0.1"),
                children("queue-children", Mode.QUEUE, "0.15"),
                children("discard-children", Mode.DISCARD, "0.1"),
                children("parallel-children", Mode.PARALLEL, "0.2"),
                children("restart-children", Mode.RESTART, "0.2"),
                data(EDITED, "d2", Mode.QUEUE, OnLoad.TRUE, "0.1"),
                data(GONE, "d0", Mode.QUEUE, OnLoad.TRUE, "0.1"),
                data(LATE, "d1", Mode.QUEUE, OnLoad.TRUE, "0"));
    }

    /** Whether the config has it before it is replaced, and after. */
    boolean in(boolean replaced) {
        return !name.equals(replaced ? GONE : LATE);
    }

    /** The generation of its action. */
    int generation(boolean replaced) {
        return replaced && name.equals(EDITED) ? 2 : 1;
    }

    /** Its settings as JSON; {@code script} gets its log, the generation and the seconds. */
    String json(String folder, String script, String log, boolean replaced) {
        return """
                {"description": "%s", "znode": "/%s/%s", "watch_type": "WATCH_%s", "run_mode": "%s", "run_on_load": %s, \
                "on_delete": "%s", "action": ["/bin/sh", "%s", "%s", "%d", "%s"]}""".formatted(
                        name,
                        folder,
                        node,
                        kind,
                        mode,
                        onLoad.json,
                        onDelete ? "RUN" : "IGNORE",
                        script,
                        log,
                        generation(replaced),
                        seconds);
    }
}
