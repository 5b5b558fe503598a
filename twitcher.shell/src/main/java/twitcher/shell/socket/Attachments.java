package twitcher.shell.socket;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import twitcher.api.Payload;

/** Collects the files of a request as their pieces arrive, in order. For one thread. */
final class Attachments {
    /** The largest file. */
    static final long MAX_FILE_BYTES = 16L << 20;
    /** The largest sum of all files of a request. */
    static final long MAX_TOTAL_BYTES = 32L << 20;

    private final List<Request.Announcement> announced;
    private final List<ByteArrayOutputStream> received = new ArrayList<>();

    Attachments(List<Request.Announcement> announced, int arguments) throws ProtocolException {
        this.announced = List.copyOf(announced);
        check(arguments);
        announced.forEach(file -> received.add(new ByteArrayOutputStream()));
    }

    private void check(int arguments) throws ProtocolException {
        long total = 0;
        for (Request.Announcement file : announced) {
            total += file.size();
            if (file.argument() >= arguments) {
                throw new ProtocolException("a file for argument " + file.argument() + " of " + arguments);
            }
            if (file.size() > MAX_FILE_BYTES || total > MAX_TOTAL_BYTES) {
                throw new ProtocolException(file.name() + ": too large: at most " + (MAX_FILE_BYTES >> 20)
                        + " MiB a file and " + (MAX_TOTAL_BYTES >> 20) + " MiB a command");
            }
        }
    }

    /** Takes a piece of a file. */
    void add(Frame frame) throws ProtocolException {
        BodyReader body = new BodyReader(frame);
        int index = body.u16();
        byte[] piece = body.rest();
        if (index >= announced.size()
                || received.get(index).size() + piece.length
                        > announced.get(index).size()) {
            throw new ProtocolException("more bytes of a file than announced");
        }
        received.get(index).writeBytes(piece);
    }

    /** Whether everything is there. */
    boolean complete() {
        for (int i = 0; i < announced.size(); i++) {
            if (received.get(i).size() < announced.get(i).size()) {
                return false;
            }
        }
        return true;
    }

    /** The files, by the index of their argument, each with those that lie beside it. */
    Map<Integer, Request.Attached> byArgument() {
        Map<Integer, Request.Attached> files = new HashMap<>();
        for (int i = 0; i < announced.size(); i++) {
            if (!announced.get(i).origin().beside()) {
                int argument = announced.get(i).argument();
                files.put(argument, attached(i, beside(argument)));
            }
        }
        return files;
    }

    private Map<String, Request.Attached> beside(int argument) {
        Map<String, Request.Attached> beside = new HashMap<>();
        for (int i = 0; i < announced.size(); i++) {
            Request.Announcement file = announced.get(i);
            if (file.origin().beside() && file.argument() == argument) {
                beside.put(file.name(), attached(i, Map.of()));
            }
        }
        return beside;
    }

    private Request.Attached attached(int index, Map<String, Request.Attached> beside) {
        Request.Announcement file = announced.get(index);
        Payload bytes = Payload.copyOf(received.get(index).toByteArray());
        return new Request.Attached(file.name(), bytes, file.origin(), beside);
    }
}
