package twitcher.shell.text;

/** Texts of others, made safe for a terminal. */
public final class Printable {
    private static final int REPLACEMENT = '?';

    private Printable() {}

    /** In one line: every control character is replaced. */
    public static String line(String text) {
        return replaced(text, false);
    }

    /** Lines and tabulators stay as they are; every other control character is replaced. */
    public static String lines(String text) {
        return replaced(text, true);
    }

    private static String replaced(String text, boolean lines) {
        return isPlain(text)
                ? text
                : text.codePoints()
                        .map(c -> harmless(c, lines) ? c : REPLACEMENT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** Nearly every text is. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** A format character may turn the direction of a line around, a surrogate stands alone here. */
    private static boolean harmless(int c, boolean lines) {
        if (c == '\n' || c == '\t') {
            return lines;
        }
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
