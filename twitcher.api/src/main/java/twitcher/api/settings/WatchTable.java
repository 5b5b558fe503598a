package twitcher.api.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import twitcher.api.Node;
import twitcher.api.NodePath;
import twitcher.api.OnDelete;
import twitcher.api.OnFailure;
import twitcher.api.Policy;
import twitcher.api.Retry;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.Surroundings;

/** The rows of a watch's table, and which of them go together. */
final class WatchTable {
    private static final SettingKind<String> ZNODE_PATH = new TextKind(
            "an absolute ZooKeeper path",
            Map.of(
                    "pattern",
                    "^(/|(/(?!\\.{1,2}(/|$))[\\u0020-\\u002e\\u0030-\\u007e\\u00a0-\\ud7ff\\uf900-\\uffef]+)+)$"),
            NodePath::problem);

    static final Setting<String> ZNODE =
            Setting.required("znode", ZNODE_PATH, "The znode that is watched: an absolute, valid ZooKeeper path.");

    static final Setting<DeclaredAction> ACTION = Setting.required(
            "action",
            new ActionKind(),
            "What is run. A string is a shell command, a list a program and its arguments, an object any type of action"
                    + " by its name and settings.");

    static final Setting<Node.Kind> WATCH_TYPE = Setting.withDefault(
            "watch_type",
            SettingKinds.choice(Node.Kind.class),
            Node.Kind.WATCH_DATA,
            "The side of the znode that is watched, and the payload: its bytes, or the names of its children, sorted, one"
                    + " a line.");

    static final Setting<Boolean> PIPE_STDIN = Setting.withDefault(
            "pipe_stdin",
            SettingKinds.flag(),
            Surroundings.DEFAULT.pipeStdin(),
            "Whether the payload goes to the standard input of the run; if not, that is empty.");

    static final Setting<RunOnLoad> RUN_ON_LOAD = Setting.withDefault(
            "run_on_load",
            new LoadKind(),
            Policy.DEFAULT.runOnLoad(),
            "Whether the state found when the watch is first loaded is run: always, never, or only if it differs from"
                    + " the last state run successfully.");

    static final Setting<RunMode> RUN_MODE = Setting.withDefault(
            "run_mode",
            SettingKinds.choice(RunMode.class),
            Policy.DEFAULT.runMode(),
            "What a change does during a run. QUEUE: it waits, and one run follows with the newest state. DISCARD: it is"
                    + " dropped. PARALLEL: another run starts. RESTART: the run is stopped and one starts with the newest"
                    + " state.");

    static final Setting<Integer> MAX_PARALLEL = Setting.withDefault(
            "max_parallel",
            SettingKinds.whole(1, Integer.MAX_VALUE),
            Policy.DEFAULT_MAX_PARALLEL,
            "How many runs at once; above it the newest change waits. Only with run_mode PARALLEL.");

    static final Setting<String> UID = Setting.optional(
            "uid",
            SettingKinds.user(),
            "The user the process runs as, with that user's groups; the daemon's own if absent.");

    static final Setting<String> GID = Setting.optional(
            "gid",
            SettingKinds.group(),
            "The group the process runs as; if absent the primary group of uid, or without uid the daemon's own.");

    static final Setting<Integer> NOTIFY_SIGNAL = Setting.optional(
            "notify_signal",
            SettingKinds.signal(),
            "Sent to the running process when another change arrives. Only with run_mode QUEUE.");

    static final Setting<Duration> TIMEOUT = Setting.optional(
            "timeout",
            SettingKinds.positiveSeconds(),
            "How long a run may take before it is stopped; as long as it likes if absent.");

    static final Setting<Duration> KILL_AFTER = Setting.withDefault(
            "kill_after",
            SettingKinds.positiveSeconds(),
            Surroundings.DEFAULT.killAfter(),
            "When a run is stopped, how long after SIGTERM it gets SIGKILL.");

    static final Setting<String> DESCRIPTION = Setting.optional(
            "description",
            SettingKinds.line(),
            "The name of the watch in logs and commands, unique in its file; `<file>-<n>` if absent.");

    static final Setting<Duration> SETTLE = Setting.withDefault(
            "settle",
            SettingKinds.seconds(),
            Policy.DEFAULT.settle(),
            "Wait until the znode was quiet this long, but at most four times this long, then run once.");

    static final Setting<Duration> SPLAY = Setting.withDefault(
            "splay",
            SettingKinds.seconds(),
            Policy.DEFAULT.splay(),
            "Spread the runs of a fleet over this long: each host delays by its own share.");

    static final Setting<OnDelete> ON_DELETE = Setting.withDefault(
            "on_delete",
            SettingKinds.choice(OnDelete.class),
            Policy.DEFAULT.onDelete(),
            "What the deletion of the znode is. IGNORE: nothing. RUN: a change with an empty payload.");

    static final Setting<Integer> RETRIES = Setting.withDefault(
            "retries",
            SettingKinds.whole(0, Integer.MAX_VALUE),
            Retry.NONE.retries(),
            "How often a failed run is repeated; a newer change takes its place and starts the count again.");

    static final Setting<Duration> BACKOFF = Setting.withDefault(
            "backoff",
            SettingKinds.positiveSeconds(),
            Retry.NONE.backoff(),
            "The delay before the first repetition; it doubles each time, with jitter. Only with retries.");

    static final Setting<Duration> MAX_BACKOFF = Setting.withDefault(
            "max_backoff",
            SettingKinds.positiveSeconds(),
            Retry.NONE.maxBackoff(),
            "The longest delay before a repetition. Only with retries.");

    static final Setting<OnFailure> ON_FAILURE = Setting.withDefault(
            "on_failure",
            SettingKinds.choice(OnFailure.class),
            Retry.NONE.onFailure(),
            "What follows when a run failed and its retries are used up. KEEP: the watch goes on. STOP: it is stopped"
                    + " until it is resumed or its configuration changes.");

    static final Setting<Map<String, String>> ENV = Setting.withDefault(
            "env",
            SettingKinds.environment(),
            Surroundings.DEFAULT.env(),
            "Environment variables of the process, on top of a small clean environment.");

    static final Setting<String> CWD = Setting.withDefault(
            "cwd", SettingKinds.path(), Surroundings.DEFAULT.cwd(), "The working directory of the process.");

    static final Setting<Integer> UMASK = Setting.withDefault(
            "umask",
            SettingKinds.octal(0777),
            Surroundings.DEFAULT.umask(),
            "The file mode creation mask of the process.");

    static final SettingTable TABLE = SettingTable.of(
            ZNODE,
            ACTION,
            DESCRIPTION,
            WATCH_TYPE,
            PIPE_STDIN,
            RUN_ON_LOAD,
            RUN_MODE,
            MAX_PARALLEL,
            NOTIFY_SIGNAL,
            SETTLE,
            SPLAY,
            ON_DELETE,
            TIMEOUT,
            KILL_AFTER,
            RETRIES,
            BACKOFF,
            MAX_BACKOFF,
            ON_FAILURE,
            UID,
            GID,
            ENV,
            CWD,
            UMASK);

    /** Mean something only for a process. */
    static final List<Setting<?>> OF_PROCESSES = List.of(UID, GID, NOTIFY_SIGNAL, ENV, CWD, UMASK);

    static final List<Dependence<?>> DEPENDENCES = List.of(
            new Dependence<>(
                    NOTIFY_SIGNAL,
                    RUN_MODE,
                    Optional.of(RunMode.QUEUE),
                    "only run_mode QUEUE tells a running process of a change that waits"),
            new Dependence<>(
                    MAX_PARALLEL,
                    RUN_MODE,
                    Optional.of(RunMode.PARALLEL),
                    "only run_mode PARALLEL has several runs at once"),
            new Dependence<>(BACKOFF, RETRIES, Optional.empty(), "has no effect without retries; give retries too"),
            new Dependence<>(
                    MAX_BACKOFF, RETRIES, Optional.empty(), "has no effect without retries; give retries too"));

    private WatchTable() {}
}
