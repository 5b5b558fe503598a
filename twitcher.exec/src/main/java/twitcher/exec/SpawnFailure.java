package twitcher.exec;

/** A process that could not be started, with words for the operator. */
final class SpawnFailure extends Exception {
    private static final long serialVersionUID = 1;

    SpawnFailure(String why) {
        super(why, null, false, false);
    }
}
