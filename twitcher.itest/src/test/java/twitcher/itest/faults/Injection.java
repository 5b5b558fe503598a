package twitcher.itest.faults;

/**
 * A fault of a schedule.
 *
 * @param kind what goes wrong
 * @param atMs when, from the beginning of the load
 * @param forMs for how long
 * @param pick which one, where there are several
 */
record Injection(FaultKind kind, int atMs, int forMs, int pick) {
    int endMs() {
        return atMs + forMs;
    }

    @Override
    public String toString() {
        return kind + "@" + atMs + "+" + forMs + "/" + pick;
    }
}
