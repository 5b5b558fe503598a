package twitcher.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the store. What cannot be read is set aside, never lost and never fatal. */
final class Disk {
    private static final Logger log = LoggerFactory.getLogger(Disk.class);
    private static final String NAME = "history";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    /** A gigabyte of runs would be of no use to anybody. */
    private static final Tables.Bounds BOUNDS = new Tables.Bounds(100, 20_000, 64 << 20, 200_000);

    private final Path folder;
    private Optional<Journal> journal = Optional.empty();
    private boolean journalFails;

    Disk(Path folder) {
        this.folder = folder;
    }

    private Path file() {
        return folder.resolve(NAME + ".mv");
    }

    /**
     * The tables with everything that the journal adds to them, committed.
     *
     * @throws IOException if the folder cannot be written
     */
    Tables open() throws IOException {
        synchronized (this) {
            closeJournal();
            Journal opened = Journal.open(folder, NAME + ".journal");
            journal = Optional.of(opened);
            return open(opened);
        }
    }

    private Tables open(Journal opened) throws IOException {
        List<Record> records = opened.read();
        Tables tables = usable();
        try {
            records.forEach(tables::apply);
            tables.commit();
        } catch (MVStoreException e) {
            tables.abandon();
            throw new IOException(e.getMessage(), e);
        }
        opened.forgetAll();
        return tables;
    }

    private Tables usable() throws IOException {
        try {
            return Tables.inFile(file(), BOUNDS);
        } catch (MVStoreException | IllegalArgumentException | UncheckedIOException e) {
            if (e instanceof MVStoreException known && known.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new IOException("another process has it open", e);
            }
            setAside(e);
            return fresh();
        }
    }

    private Tables fresh() throws IOException {
        try {
            return Tables.inFile(file(), BOUNDS);
        } catch (MVStoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void setAside(RuntimeException why) throws IOException {
        Path aside = folder.resolve(NAME + ".mv.broken-" + LocalDateTime.now().format(STAMP));
        Files.move(file(), aside);
        log.error(
                "{}: is broken or no store of twitcher ({}); it was set aside as {}, and history begins anew",
                file(),
                why.getMessage(),
                aside.getFileName());
    }

    /** Appends to the journal, and tells {@code then} before anything else is appended or turned. Any thread. */
    void journal(Record what, Consumer<Record> then) {
        synchronized (this) {
            append(what);
            then.accept(what);
        }
    }

    private void append(Record what) {
        try {
            if (journal.isPresent()) {
                journal.get().append(what);
                journalFails = false;
            }
        } catch (IOException e) {
            if (!journalFails) {
                log.error("{}: runs start without a record, because it cannot be written: {}", folder, e.getMessage());
            }
            journalFails = true;
        }
    }

    /** Lets the journal go to its other file; {@code then} runs before anything is appended to that. */
    void turn(Runnable then) {
        synchronized (this) {
            journal.ifPresent(Journal::turn);
            then.run();
        }
    }

    /** Everything before the last turn has been committed. */
    void forget() throws IOException {
        synchronized (this) {
            if (journal.isPresent()) {
                journal.get().forget();
            }
        }
    }

    private void closeJournal() {
        try {
            if (journal.isPresent()) {
                journal.get().close();
            }
        } catch (IOException e) {
            log.debug("{}: {}", folder, e.getMessage());
        }
        journal = Optional.empty();
    }

    void close() {
        synchronized (this) {
            closeJournal();
        }
    }

    @Override
    public String toString() {
        return file().toString();
    }
}
