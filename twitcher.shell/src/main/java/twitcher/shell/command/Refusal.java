package twitcher.shell.command;

/** A command says no: the message is for the operator, as it is. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Refusal(String words) {
        super(words);
    }

    /** The words alone: the console of --devel shows this. */
    @Override
    public String toString() {
        return getMessage();
    }
}
