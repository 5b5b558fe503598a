package twitcher.shell.text;

/** How a text looks on a terminal with colours. */
public enum Tone {
    /** As it is. */
    PLAIN(""),
    /** A heading. */
    STRONG("1"),
    /** Well. */
    GOOD("32"),
    /** Worth a look. */
    NOTICE("33"),
    /** Wrong. */
    BAD("31"),
    /** Of less interest. */
    FAINT("2");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** {@code text} in this tone. */
    public String on(String text) {
        return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
