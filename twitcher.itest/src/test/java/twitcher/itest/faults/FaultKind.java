package twitcher.itest.faults;

/** What can go wrong. */
enum FaultKind {
    /** One server is killed, and started again. */
    KILL_SERVER,
    /** The leader is. */
    KILL_LEADER,
    /** All three are. */
    KILL_ALL,
    /** A server is stopped by SIGSTOP for less than a session lasts. */
    PAUSE_SERVER,
    /** For more. */
    PAUSE_SERVER_LONG,
    /** The leader is stopped, for more than a session lasts. */
    PAUSE_LEADER_LONG,
    /** All are, for more than a session lasts. */
    PAUSE_ALL_LONG,
    /** The network between daemon and servers is slow. */
    DELAY,
    /** It holds everything back, for less than a session lasts. */
    STALL,
    /** For more. */
    STALL_LONG,
    /** It holds back what the daemon sends. */
    STALL_TO_SERVERS,
    /** It holds back what the servers send. */
    STALL_TO_DAEMON,
    /** It resets all connections and accepts none. */
    CUT,
    /** It resets the connections to one server. */
    CUT_ONE,
    /** The session is ended by the servers. */
    EXPIRE,
    /** The daemon is killed, and started again. */
    KILL_DAEMON,
    /** It is stopped by SIGTERM, and started again. */
    STOP_DAEMON,
    /** It is stopped by SIGSTOP for less than a session lasts. */
    PAUSE_DAEMON,
    /** For more. */
    PAUSE_DAEMON_LONG,
    /** The config is replaced: first by one that cannot be read, then by one with other watches. */
    REPLACE_CONFIG,
    /** The bundle is updated while it works. */
    UPDATE_ZK,
    UPDATE_ENGINE,
    UPDATE_EXEC,
    UPDATE_GATE,
    UPDATE_JSON,
    /** The daemon's clock is set, an hour or a day, forwards or backwards. */
    STEP_CLOCK,
    /** The state directory is full. */
    FILL_DISK
}
