package twitcher.shell.gogo;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import twitcher.shell.command.Misuse;
import twitcher.shell.command.Refusal;
import twitcher.shell.socket.Commands;

/** What an operator is told of an exception: one line, and an exit code. */
public record Failures(CommandName name, List<Usage> usages) {
    private static final String GOGO_CANNOT_CALL = "Cannot coerce ";

    /** The exit code. */
    public int exitCode(Throwable thrown) {
        Throwable cause = cause(thrown);
        if (cause instanceof TimeoutException || cause.getCause() instanceof TimeoutException) {
            return Commands.TIMEOUT;
        }
        return cause instanceof IllegalArgumentException ? Commands.USAGE : Commands.NO;
    }

    /** The line. */
    public String words(Throwable thrown) {
        Throwable cause = cause(thrown);
        String message = cause.getMessage();
        if (cause instanceof InterruptedException) {
            return name.typed() + ": cancelled";
        }
        if (cause instanceof IllegalArgumentException && message != null && message.startsWith(GOGO_CANNOT_CALL)) {
            return name.typed() + ": wrong arguments; " + usage() + " (see 'help " + name.typed() + "')";
        }
        if (cause instanceof Refusal || cause instanceof Misuse) {
            return name.typed() + ": " + message;
        }
        return name.typed() + ": " + (message == null ? cause.getClass().getSimpleName() : oneLine(message));
    }

    /** Whether it is nothing that a command says on purpose, so that the log should have it. */
    static boolean unexpected(Throwable thrown) {
        Throwable cause = cause(thrown);
        return cause instanceof Error || cause instanceof NullPointerException || cause instanceof ClassCastException;
    }

    private String usage() {
        return "usage: "
                + (usages.isEmpty()
                        ? name.typed()
                        : usages.stream().map(usage -> usage.line(name)).collect(Collectors.joining(" | ")));
    }

    private static Throwable cause(Throwable thrown) {
        return thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static String oneLine(String message) {
        return message.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
