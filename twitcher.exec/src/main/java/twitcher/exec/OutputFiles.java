package twitcher.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Output;

/** The files of a run: two that it writes to, and perhaps one that it reads. What cannot be read or deleted is said in the log and costs only output. */
final class OutputFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OutputFiles.class);

    private final StreamFile out;
    private final StreamFile err;
    private final Path folder;
    private final String runId;
    private boolean hasInput;
    private Predicate<Path> taker = file -> false;

    OutputFiles(Path folder, String runId) {
        out = new StreamFile(folder.resolve(runId + ".out"));
        err = new StreamFile(folder.resolve(runId + ".err"));
        this.folder = folder;
        this.runId = runId;
    }

    Path out() {
        return out.path();
    }

    Path err() {
        return err.path();
    }

    /** Where standard input may be put for a moment. */
    synchronized Path in() {
        hasInput = true;
        return input();
    }

    private Path input() {
        return folder.resolve(runId + ".in");
    }

    /** Whoever takes a file, when it is over with the run, keeps it from being deleted. */
    synchronized void offer(Predicate<Path> to) {
        taker = to;
    }

    /** Takes up what an earlier daemon kept of this run. */
    synchronized void recall() {
        hasInput = true;
        each(StreamFile::recall, "read");
    }

    /** Truncates what has grown too large. */
    synchronized void trim() {
        each(StreamFile::trim, "truncate");
    }

    /** Reads what is kept and deletes the files. */
    synchronized Output take() {
        Output output = new Output(kept(out), kept(err));
        delete();
        return output;
    }

    /** Deletes the files, whatever is in them; the input too, if nobody came to read it. */
    synchronized void delete() {
        each(stream -> stream.delete(taker), "delete");
        try {
            if (hasInput) {
                Files.deleteIfExists(input());
            }
        } catch (IOException e) {
            LOG.warn("{}: cannot be deleted: {}", input(), e.toString());
        }
    }

    private static Output.Kept kept(StreamFile stream) {
        try {
            return stream.kept();
        } catch (NoSuchFileException e) {
            return Output.Kept.NOTHING;
        } catch (IOException e) {
            LOG.warn("{}: cannot read the output of a run: {}", stream.path(), e.toString());
            return Output.Kept.NOTHING;
        }
    }

    private void each(Step step, String verb) {
        attempt(out, step, verb);
        attempt(err, step, verb);
    }

    private static void attempt(StreamFile stream, Step step, String verb) {
        try {
            step.on(stream);
        } catch (NoSuchFileException e) {
            LOG.debug("{}: already gone", stream.path());
        } catch (IOException e) {
            LOG.warn("{}: cannot {} the output of a run: {}", stream.path(), verb, e.toString());
        }
    }

    private interface Step {
        void on(StreamFile stream) throws IOException;
    }
}
