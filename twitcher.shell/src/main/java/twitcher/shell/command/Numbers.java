package twitcher.shell.command;

/** Numbers as operators write them. */
final class Numbers {
    private Numbers() {}

    /** The value of {@code -n}. */
    static int positive(String written, Arguments arguments) {
        if (!written.matches("[1-9]\\d{0,6}")) {
            throw arguments.misuse("-n: must be a number from 1 to 9999999, was '" + written + "'");
        }
        return Integer.parseInt(written);
    }
}
