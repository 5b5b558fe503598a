package twitcher.shell.text;

/** How many columns of a terminal a text takes. */
final class Width {
    private static final String ELLIPSIS = "..";
    /** Each code point below takes one column: the first that takes none is a combining accent. */
    private static final int SIMPLE = 0x300;
    /** First and last code points of what takes two columns (Unicode's East Asian Width W and F, in large blocks). */
    private static final int[][] WIDE = {
        {0x1100, 0x115f},
        {0x2e80, 0x303e},
        {0x3041, 0xa4cf},
        {0xac00, 0xd7a3},
        {0xf900, 0xfaff},
        {0xfe30, 0xfe6f},
        {0xff00, 0xff60},
        {0xffe0, 0xffe6},
        {0x1f300, 0x1f64f},
        {0x1f900, 0x1f9ff},
        {0x20000, 0x3fffd}
    };

    private Width() {}

    /** In a loop of its own: a listing of ten thousand rows asks a hundred thousand times. */
    static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            columns += c < SIMPLE ? 1 : of(c);
            i += Character.charCount(c);
        }
        return columns;
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (c >= range[0] && c <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    /** {@code text}, or as much of it as fits, with two dots for what is missing at the end. */
    static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        String dots = ELLIPSIS.substring(0, Math.min(width, ELLIPSIS.length()));
        return start(text, width - dots.length()) + dots;
    }

    private static String start(String text, int width) {
        int end = 0;
        int used = 0;
        while (end < text.length() && used + of(text.codePointAt(end)) <= width) {
            used += of(text.codePointAt(end));
            end += Character.charCount(text.codePointAt(end));
        }
        return text.substring(0, end);
    }
}
