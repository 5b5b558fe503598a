package twitcher.shell.command;

/** A command was typed wrongly: the message is for the operator, as it is. Nothing has been done. */
public final class Misuse extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public Misuse(String words) {
        super(words);
    }

    /** The words alone: the console of --devel shows this. */
    @Override
    public String toString() {
        return getMessage();
    }
}
