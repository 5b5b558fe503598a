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
     * @param origin where it is from, as far as the client said
     * @param beside files that lie beside it and may be part of it, by name relative to its folder
     */
    public record Attached(String name, Payload bytes, Origin origin, Map<String, Attached> beside) {
        public Attached {
            beside = Map.copyOf(beside);
        }
    }

    /**
     * Where a file is from.
     *
     * @param beside whether it was not named, but lies beside one that was
     * @param path its absolute path; empty: it is no file on disk, or nobody asked
     * @param way what was met on the way to it from the root, itself at last
     */
    public record Origin(boolean beside, String path, List<Step> way) {
        static final Origin UNKNOWN = new Origin(false, "", List.of());

        public Origin {
            way = List.copyOf(way);
        }

        static Origin read(BodyReader body, List<Step> steps) throws ProtocolException {
            boolean beside = body.bool();
            String path = body.string();
            return new Origin(beside, path, body.list(from -> step(from.u16(), steps)));
        }

        private static Step step(int number, List<Step> steps) throws ProtocolException {
            if (number >= steps.size()) {
                throw new ProtocolException("step " + number + " of " + steps.size() + " on the way to a file");
            }
            return steps.get(number);
        }
    }

    /** A directory, link or file, with the uid that it belongs to, and its mode as stat(2) has it. */
    public record Step(String path, int owner, int mode) {
        static Step read(BodyReader body) throws ProtocolException {
            return new Step(body.string(), (int) body.u32(), (int) body.u32());
        }
    }

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
            List<Announcement> files = withOrigins(body.list(Announcement::read), body);
            if (kind == Kind.COMMAND && argv.isEmpty()) {
                throw new ProtocolException("a request without a command");
            }
            return new Announced(kind, argv, window, files);
        }

        private static List<Announcement> withOrigins(List<Announcement> files, BodyReader body)
                throws ProtocolException {
            if (!body.more()) {
                return files;
            }
            List<Step> steps = body.list(Step::read);
            List<Origin> origins = body.list(from -> Origin.read(from, steps));
            if (origins.size() != files.size()) {
                throw new ProtocolException("the origins of " + origins.size() + " files, of " + files.size());
            }
            List<Announcement> all = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                Announcement file = files.get(i);
                all.add(new Announcement(file.argument(), file.name(), file.size(), origins.get(i)));
            }
            return all;
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
    record Announcement(int argument, String name, long size, Origin origin) {
        static Announcement read(BodyReader body) throws ProtocolException {
            return new Announcement(body.u16(), body.string(), body.u32(), Origin.UNKNOWN);
        }
    }
}
