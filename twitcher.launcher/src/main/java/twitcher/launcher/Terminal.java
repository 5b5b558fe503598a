package twitcher.launcher;

/**
 * What is known of the terminal, which the script found out.
 *
 * @param stdin whether standard input is a terminal
 * @param columns 0: unknown
 * @param rows 0: unknown
 */
public record Terminal(boolean stdin, boolean stdout, boolean stderr, int columns, int rows) {
    private static final int LARGEST = 0xFFFF;

    /** From {@code twitcher.tty}, which names the descriptors that are terminals, and {@code twitcher.tty.size}. */
    static Terminal current() {
        String descriptors = System.getProperty("twitcher.tty", "");
        String[] size = System.getProperty("twitcher.tty.size", "").split(" ");
        return new Terminal(
                descriptors.contains("0"),
                descriptors.contains("1"),
                descriptors.contains("2"),
                size.length == 2 ? number(size[1]) : 0,
                size.length == 2 ? number(size[0]) : 0);
    }

    private static int number(String text) {
        return text.matches("\\d{1,5}") ? Math.min(Integer.parseInt(text), LARGEST) : 0;
    }
}
