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
     * The tables with everything that the journal adds to them, and what {@code more} does, committed; nothing is
     * journaled meanwhile.
     *
     * @throws IOException if the folder cannot be written; what is in it then stays as it is
     */
    Tables open(Consumer<Tables> more) throws IOException {
        synchronized (this) {
            List<Record> records = reopened().read();
            Tables tables = usable();
            try {
                records.forEach(tables::apply);
                more.accept(tables);
                tables.commit();
                journal.orElseThrow().forgetAll();
                return tables;
            } catch (MVStoreException | IOException e) {
                tables.abandon();
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    private Journal reopened() throws IOException {
        closeJournal();
        Journal opened = Journal.open(folder, NAME + ".journal");
        journal = Optional.of(opened);
        return opened;
    }

    /** What is on the disk, for tables in memory: as much of it as can be read. Writes nothing. */
    void readInto(Tables tables) {
        synchronized (this) {
            try (Tables there = Tables.toRead(file(), BOUNDS)) {
                tables.take(there);
            } catch (RuntimeException e) {
                log.debug("{}: cannot be read either: {}", file(), e.getMessage());
            }
            try {
                reopened().read().forEach(tables::apply);
            } catch (IOException e) {
                log.debug("{}: its journal cannot be read either: {}", file(), e.getMessage());
            }
        }
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
            appendShortened(what);
            journalFails = false;
        } catch (IOException e) {
            if (!journalFails) {
                log.error("{}: runs start without a record, because it cannot be written: {}", folder, e.getMessage());
            }
            journalFails = true;
        }
    }

    /** Without the output of a run, if there is no place for that. */
    private void appendShortened(Record what) throws IOException {
        if (journal.isEmpty()) {
            throw new IOException("it has no journal");
        }
        try {
            journal.get().append(what);
        } catch (IOException e) {
            if (!(what instanceof Record.Ended ended)) {
                throw e;
            }
            journal.get().append(new Record.Ended(ended.run().withoutOutput()));
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

    /**
     * In the place of a commit, when there can be none: the journal says in short what counts of {@code tables}, so that
     * it does not grow.
     *
     * @param before brings into the tables what was journaled and is not in them; runs before anything else is journaled
     */
    void shorten(Tables tables, Runnable before) {
        synchronized (this) {
            journal.ifPresent(Journal::turn);
            before.run();
            try {
                for (Record record : tables.summary()) {
                    appendShortened(record);
                }
                forget();
            } catch (IOException e) {
                log.debug("{}: its journal cannot be written: {}", folder, e.getMessage());
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
