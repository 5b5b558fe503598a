package twitcher.engine.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import twitcher.api.Run;
import twitcher.api.process.ProcessId;
import twitcher.engine.lane.Position;

/** One thing to be kept. */
sealed interface Record {
    /** What is open, paused, stopped or in doubt is what the records after this say, and nothing else. */
    record Anew() implements Record {}

    /** All that is remembered of a watch. */
    record Remembered(String watchId, Memory memory) implements Record {}

    /** A run is about to be started. */
    record Begun(Intent intent) implements Record {}

    /** The process of a run is known. */
    record HasProcess(String runId, ProcessId process) implements Record {}

    /** A run has ended. */
    record Ended(Run run) implements Record {}

    /** A state was run successfully. */
    record Done(String watchId, String fingerprint, Position position) implements Record {}

    /** A position counts no more. */
    record Forgotten(String watchId) implements Record {}

    /** An operator or a failure decided something. */
    record Decided(String watchId, boolean paused, Optional<String> stopped) implements Record {}

    /** The bytes of a record that goes to the journal. */
    static void writeJournaled(Record what, DataOutputStream out) throws IOException {
        if (what instanceof Anew) {
            out.writeByte('A');
        } else if (what instanceof Remembered remembered) {
            out.writeByte('M');
            Codec.writeText(remembered.watchId(), out);
            Codec.writeMemory(remembered.memory(), out);
        } else if (what instanceof Begun begun) {
            out.writeByte('B');
            Codec.writeIntent(begun.intent(), out);
        } else if (what instanceof HasProcess process) {
            out.writeByte('P');
            Codec.writeText(process.runId(), out);
            Codec.writeProcess(process.process(), out);
        } else if (what instanceof Ended ended) {
            out.writeByte('E');
            Codec.writeRun(ended.run(), out);
        } else if (what instanceof Decided decided) {
            out.writeByte('D');
            Codec.writeText(decided.watchId(), out);
            out.writeBoolean(decided.paused());
            Codec.writeOptional(decided.stopped(), out, Codec::writeText);
        } else if (what instanceof Done done) {
            out.writeByte('O');
            Codec.writeText(done.watchId(), out);
            Codec.writeKeyed(new Memory.Keyed(done.fingerprint(), done.position()), out);
        } else if (what instanceof Forgotten forgotten) {
            out.writeByte('F');
            Codec.writeText(forgotten.watchId(), out);
        } else {
            throw new IOException("not for the journal: " + what);
        }
    }

    /** The record that {@link #writeJournaled} wrote. */
    static Record readJournaled(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 'A' -> new Anew();
            case 'M' -> new Remembered(Codec.readText(in), Codec.readMemory(in));
            case 'B' -> new Begun(Codec.readIntent(in));
            case 'P' -> new HasProcess(Codec.readText(in), Codec.readProcess(in));
            case 'E' -> new Ended(Codec.readRun(in));
            case 'D' -> new Decided(Codec.readText(in), in.readBoolean(), Codec.readOptional(in, Codec::readText));
            case 'O' -> done(Codec.readText(in), Codec.readKeyed(in));
            case 'F' -> new Forgotten(Codec.readText(in));
            default -> throw new IOException("a record of kind " + kind);
        };
    }

    private static Record done(String watchId, Memory.Keyed keyed) {
        return new Done(watchId, keyed.fingerprint(), keyed.position());
    }
}
