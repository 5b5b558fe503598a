package twitcher.shell.gogo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Job;
import twitcher.shell.command.AttachedFiles;
import twitcher.shell.socket.Request;

/**
 * One command with its arguments. The arguments are data: Gogo's parser never sees them.
 *
 * @param name the command
 * @param arguments its arguments: String, or byte[] where a file was named
 * @param files what is known of those files
 */
public record Invocation(CommandName name, List<Object> arguments, AttachedFiles files) {
    private static final String CALL = "twitcher-call";

    /** A command without files. */
    public Invocation(CommandName name, List<Object> arguments) {
        this(name, arguments, new AttachedFiles());
    }

    /** The words of {@code request} after the command's name, which were {@code skip} words. */
    static Invocation of(CommandName name, int skip, Request request) {
        List<Object> arguments = new ArrayList<>();
        AttachedFiles files = new AttachedFiles();
        for (int i = skip; i < request.argv().size(); i++) {
            Request.Attached file = request.files().get(i);
            arguments.add(file == null ? unescaped(request.argv().get(i)) : files.argument(file));
        }
        return new Invocation(name, arguments, files);
    }

    /** A leading {@code @@} stands for {@code @}, which alone would name a file. */
    private static String unescaped(String argument) {
        return argument.startsWith("@@") ? argument.substring(1) : argument;
    }

    /**
     * What became of a command that ended by itself.
     *
     * @param result what it returned, as text; empty: nothing
     * @param error its own error code; 0: fine
     */
    public record Ending(String result, int error) {}

    /** Runs in {@code session} and waits. Throws what the command throws. */
    public Ending in(CommandSession session) throws Exception {
        if (!(session.get(name.toString()) instanceof Function function)) {
            throw new IllegalStateException(name.typed() + ": went away this moment; try again");
        }
        files.putInto(session);
        session.put(CALL, (Function) (inner, none) -> function.execute(inner, new ArrayList<>(arguments)));
        AtomicInteger error = new AtomicInteger();
        session.setJobListener((job, before, now) -> {
            if (now == Job.Status.Done && job.parent() == null && job.result() != null) {
                error.set(job.result().error());
            }
        });
        Object result = session.execute(CALL);
        return new Ending(result == null ? "" : String.valueOf(session.format(result, Converter.INSPECT)), error.get());
    }
}
