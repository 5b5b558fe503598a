package twitcher.engine.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import twitcher.api.Event;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.Stat;
import twitcher.api.process.ProcessId;
import twitcher.engine.lane.Position;

/** Values as bytes, with the number of the format in front. */
final class Codec {
    private static final int FORMAT = 1;

    private Codec() {}

    /** How a value is written. */
    interface Writer<T> {
        void write(T value, DataOutputStream out) throws IOException;
    }

    /** How a value is read. */
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static <T> byte[] bytes(T value, Writer<T> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            writer.write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException("into memory", e);
        }
        return bytes.toByteArray();
    }

    /** Empty if the bytes are not what {@code reader} reads: of another format, or damaged. */
    static <T> Optional<T> value(byte[] bytes, Reader<T> reader) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return in.readUnsignedByte() == FORMAT ? Optional.of(reader.read(in)) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    static <T> void writeOptional(Optional<T> value, DataOutputStream out, Writer<T> writer) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            writer.write(value.get(), out);
        }
    }

    static <T> Optional<T> readOptional(DataInputStream in, Reader<T> reader) throws IOException {
        return in.readBoolean() ? Optional.of(reader.read(in)) : Optional.empty();
    }

    static void writeText(String text, DataOutputStream out) throws IOException {
        writePayload(Payload.ofText(text), out);
    }

    static String readText(DataInputStream in) throws IOException {
        return readPayload(in).text();
    }

    private static void writePayload(Payload payload, DataOutputStream out) throws IOException {
        out.writeInt(payload.size());
        payload.writeTo(out);
    }

    private static Payload readPayload(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > in.available()) {
            throw new IOException("a size of " + size);
        }
        return Payload.copyOf(in.readNBytes(size));
    }

    private static void writeInstant(Instant instant, DataOutputStream out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void writeDuration(Duration duration, DataOutputStream out) throws IOException {
        out.writeLong(duration.getSeconds());
        out.writeInt(duration.getNano());
    }

    private static Duration readDuration(DataInputStream in) throws IOException {
        return Duration.ofSeconds(in.readLong(), in.readInt());
    }

    private static void writeStat(Stat stat, DataOutputStream out) throws IOException {
        out.writeLong(stat.czxid());
        out.writeLong(stat.mzxid());
        out.writeLong(stat.pzxid());
        out.writeInt(stat.version());
        out.writeLong(stat.mtimeMillis());
    }

    private static Stat readStat(DataInputStream in) throws IOException {
        return new Stat(in.readLong(), in.readLong(), in.readLong(), in.readInt(), in.readLong());
    }

    static void writeProcess(ProcessId process, DataOutputStream out) throws IOException {
        out.writeLong(process.pid());
        out.writeLong(process.startTicks());
        writeText(process.bootId(), out);
    }

    static ProcessId readProcess(DataInputStream in) throws IOException {
        return new ProcessId(in.readLong(), in.readLong(), readText(in));
    }

    static void writeIntent(Intent intent, DataOutputStream out) throws IOException {
        writeRun(intent.run(), out);
        writeOptional(intent.process(), out, Codec::writeProcess);
        out.writeBoolean(intent.isProcess());
        writeDuration(intent.killAfter(), out);
        writeOptional(intent.deadline(), out, Codec::writeInstant);
    }

    static Intent readIntent(DataInputStream in) throws IOException {
        return new Intent(
                readRun(in),
                readOptional(in, Codec::readProcess),
                in.readBoolean(),
                readDuration(in),
                readOptional(in, Codec::readInstant));
    }

    static void writeMemory(Memory memory, DataOutputStream out) throws IOException {
        writeOptional(memory.position(), out, Codec::writeKeyed);
        out.writeBoolean(memory.paused());
        writeOptional(memory.stopped(), out, Codec::writeText);
        out.writeBoolean(memory.doubt());
    }

    static Memory readMemory(DataInputStream in) throws IOException {
        return new Memory(
                readOptional(in, Codec::readKeyed),
                in.readBoolean(),
                readOptional(in, Codec::readText),
                in.readBoolean());
    }

    static void writeKeyed(Memory.Keyed keyed, DataOutputStream out) throws IOException {
        writeText(keyed.fingerprint(), out);
        writeOptional(keyed.position().stat(), out, Codec::writeStat);
        writeText(keyed.position().sha256(), out);
    }

    static Memory.Keyed readKeyed(DataInputStream in) throws IOException {
        return new Memory.Keyed(readText(in), new Position(0, readOptional(in, Codec::readStat), readText(in)));
    }

    static void writeRun(Run run, DataOutputStream out) throws IOException {
        writeText(run.id(), out);
        writeText(run.watchId(), out);
        writeText(run.event().name(), out);
        writeOptional(run.stat(), out, Codec::writeStat);
        out.writeInt(run.attempt());
        writeInstant(run.started(), out);
        writeOptional(run.end(), out, Codec::writeEnd);
    }

    static Run readRun(DataInputStream in) throws IOException {
        return new Run(
                readText(in),
                readText(in),
                Event.valueOf(readText(in)),
                readOptional(in, Codec::readStat),
                in.readInt(),
                readInstant(in),
                readOptional(in, Codec::readEnd));
    }

    private static void writeEnd(Run.End end, DataOutputStream out) throws IOException {
        writeOutcome(end.outcome(), out);
        writeKept(end.output().stdout(), out);
        writeKept(end.output().stderr(), out);
        writeInstant(end.at(), out);
        writeDuration(end.took(), out);
    }

    private static Run.End readEnd(DataInputStream in) throws IOException {
        return new Run.End(readOutcome(in), new Output(readKept(in), readKept(in)), readInstant(in), readDuration(in));
    }

    private static void writeKept(Output.Kept kept, DataOutputStream out) throws IOException {
        writePayload(kept.head(), out);
        writePayload(kept.tail(), out);
        out.writeLong(kept.total());
    }

    private static Output.Kept readKept(DataInputStream in) throws IOException {
        return new Output.Kept(readPayload(in), readPayload(in), in.readLong());
    }

    private static void writeOutcome(Outcome outcome, DataOutputStream out) throws IOException {
        if (outcome instanceof Outcome.Succeeded) {
            out.writeByte(0);
        } else if (outcome instanceof Outcome.Exited exited) {
            out.writeByte(1);
            out.writeInt(exited.status());
        } else if (outcome instanceof Outcome.Signalled signalled) {
            out.writeByte(2);
            out.writeInt(signalled.signal());
        } else if (outcome instanceof Outcome.TimedOut timedOut) {
            out.writeByte(3);
            writeDuration(timedOut.timeout(), out);
        } else if (outcome instanceof Outcome.Unknown) {
            out.writeByte(7);
        } else {
            writeWords(outcome, out);
        }
    }

    private static void writeWords(Outcome outcome, DataOutputStream out) throws IOException {
        if (outcome instanceof Outcome.Cancelled cancelled) {
            out.writeByte(4);
            writeText(cancelled.by(), out);
        } else if (outcome instanceof Outcome.NotStarted notStarted) {
            out.writeByte(5);
            writeText(notStarted.why(), out);
        } else if (outcome instanceof Outcome.Postponed postponed) {
            out.writeByte(8);
            writeText(postponed.why(), out);
        } else if (outcome instanceof Outcome.Failed failed) {
            out.writeByte(6);
            writeText(failed.why(), out);
        } else {
            throw new IOException("no outcome of this format: " + outcome);
        }
    }

    private static Outcome readOutcome(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 0 -> new Outcome.Succeeded();
            case 1 -> new Outcome.Exited(in.readInt());
            case 2 -> new Outcome.Signalled(in.readInt());
            case 3 -> new Outcome.TimedOut(readDuration(in));
            case 4 -> new Outcome.Cancelled(readText(in));
            case 5 -> new Outcome.NotStarted(readText(in));
            case 6 -> new Outcome.Failed(readText(in));
            case 7 -> new Outcome.Unknown();
            case 8 -> new Outcome.Postponed(readText(in));
            default -> throw new IOException("an outcome of kind " + kind);
        };
    }
}
