package bench.stamp;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import twitcher.api.Outcome;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.BlockingAction;
import twitcher.api.settings.Doc;

/** The action type {@code stamp}: writes its payload into a named pipe, in the daemon, so a run costs no process. */
public final class StampActionType implements ActionType<StampActionType.Stamp> {
    private FileOutputStream pipe;

    /** Its settings. */
    public record Stamp(@Doc("The named pipe.") String into) {}

    @Override
    public Class<Stamp> settings() {
        return Stamp.class;
    }

    @Override
    public Action create(Stamp stamp) {
        FileOutputStream opened = open(stamp.into());
        BlockingAction write = run -> {
            // one write of a few bytes: what others write does not come in between
            opened.write(run.change().payload().toByteArray());
            return new Outcome.Succeeded();
        };
        return write;
    }

    /** All watches share the one pipe of the bench. */
    private synchronized FileOutputStream open(String into) {
        try {
            if (pipe == null) {
                pipe = new FileOutputStream(into, true);
            }
            return pipe;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it. */
    public synchronized void close() throws IOException {
        if (pipe != null) {
            pipe.close();
        }
    }
}
