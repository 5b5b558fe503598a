package twitcher.shell.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import twitcher.api.Payload;

/**
 * What a client asks for.
 *
 * @param kind a command or a session
 * @param argv the command and its arguments as typed; at least one for a command
 * @param window where its output is shown
 * @param files by index into {@code argv}: the files named there, opened by the client
 */
public record Request(Kind kind, List<String> argv, Window window, Map<Integer, Attached> files) {
    /** What is asked. */
    public enum Kind {
        /** One command. */
        COMMAND,
        /** A terminal session. */
        SESSION
    }

    /**
     * The client's terminal.
     *
     * @param terminal whether standard output is one
     * @param columns its width; 0: unknown
     * @param rows its height; 0: unknown
     * @param type its {@code TERM}, or empty
     * @param colour whether it wants colour
     */
    public record Window(boolean terminal, int columns, int rows, String type, boolean colour) {}

    /**
     * A file, opened and read by the client.
     *
     * @param name as typed; {@code -} is the client's standard input
     * @param bytes its contents
     */
    public record Attached(String name, Payload bytes) {}

    public Request {
        argv = List.copyOf(argv);
        files = Map.copyOf(files);
    }

    /** A request as it is announced, before the bytes of its files. */
    record Announced(Kind kind, List<String> argv, Window window, List<Announcement> files) {
        static Announced read(Frame frame) throws ProtocolException {
            BodyReader body = new BodyReader(frame);
            Kind kind = kind(body.u8());
            List<String> argv = body.list(BodyReader::string);
            Window window = window(body);
            List<Announcement> files = new ArrayList<>(body.list(Announcement::read));
            if (kind == Kind.COMMAND && argv.isEmpty()) {
                throw new ProtocolException("a request without a command");
            }
            return new Announced(kind, argv, window, files);
        }

        private static Kind kind(int number) throws ProtocolException {
            if (number >= Kind.values().length) {
                throw new ProtocolException("a request of kind " + number);
            }
            return Kind.values()[number];
        }

        private static Window window(BodyReader body) throws ProtocolException {
            boolean terminal = body.bool();
            body.bool(); // whether standard error is a terminal: nothing depends on it
            body.bool(); // whether standard input is one: the client reads it, nobody here
            return new Window(terminal, body.u16(), body.u16(), body.string(), body.bool());
        }
    }

    /** A file as it is announced. */
    record Announcement(int argument, String name, long size) {
        static Announcement read(BodyReader body) throws ProtocolException {
            return new Announcement(body.u16(), body.string(), body.u32());
        }
    }
}
