package twitcher.launcher.log;

/** The four levels that twitcher's log knows, with their names in text, in JSON and for syslog. */
enum Level {
    ERROR("ERROR", 3),
    WARN("WARN ", 4),
    INFO("INFO ", 6),
    DEBUG("DEBUG", 7);

    private static final int FACILITY_DAEMON = 3;

    private final String column;
    private final int severity;

    Level(String column, int severity) {
        this.column = column;
        this.severity = severity;
    }

    static Level of(java.util.logging.Level level) {
        int value = level.intValue();
        if (value >= java.util.logging.Level.SEVERE.intValue()) {
            return ERROR;
        }
        if (value >= java.util.logging.Level.WARNING.intValue()) {
            return WARN;
        }
        return value >= java.util.logging.Level.INFO.intValue() ? INFO : DEBUG;
    }

    /** Five characters wide. */
    String column() {
        return column;
    }

    /** Facility and severity as syslog counts them, such as 30 for daemon.info. */
    int priority() {
        return FACILITY_DAEMON * 8 + severity;
    }
}
