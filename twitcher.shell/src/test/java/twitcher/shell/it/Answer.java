package twitcher.shell.it;

/**
 * What the daemon answered.
 *
 * @param exit the exit code
 * @param out its standard output
 * @param err its standard error
 */
record Answer(int exit, String out, String err) {}
