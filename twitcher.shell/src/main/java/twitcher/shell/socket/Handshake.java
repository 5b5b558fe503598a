package twitcher.shell.socket;

import java.util.Optional;
import twitcher.shell.socket.Request.Announced;

/**
 * What a client says before its command runs: greeting, request, files. Frames in, at the end a request out. For one
 * thread.
 */
final class Handshake {
    /** The version of the protocol spoken here. */
    static final int VERSION = 1;

    private boolean greeted;
    private Announced request;
    private Attachments attachments;

    /**
     * Takes the next frame.
     *
     * @return the request, once it is complete
     */
    Optional<Request> accept(Frame frame) throws ProtocolException {
        switch (frame.type()) {
            case Frame.HELLO -> greet(frame);
            case Frame.REQUEST -> announce(frame);
            case Frame.ATTACHMENT -> attach(frame);
            default -> throw new ProtocolException("keys without a session");
        }
        return attachments != null && attachments.complete() ? Optional.of(result()) : Optional.empty();
    }

    private void greet(Frame frame) throws ProtocolException {
        if (greeted) {
            throw new ProtocolException("a second greeting");
        }
        Hello hello = Hello.read(frame);
        greeted = true;
        if (!hello.speaks(VERSION)) {
            throw new ProtocolException("client and daemon are of different releases: it speaks versions "
                    + hello.lowest() + " to " + hello.highest() + " of the protocol, the daemon " + VERSION
                    + "; use the client of the daemon's release");
        }
    }

    private void announce(Frame frame) throws ProtocolException {
        if (!greeted || request != null) {
            throw new ProtocolException(greeted ? "a second request" : "a request before the greeting");
        }
        request = Announced.read(frame);
        attachments = new Attachments(request.files(), request.argv().size());
    }

    private void attach(Frame frame) throws ProtocolException {
        if (attachments == null) {
            throw new ProtocolException("a file before the request");
        }
        attachments.add(frame);
    }

    private Request result() {
        return new Request(request.kind(), request.argv(), request.window(), attachments.byArgument());
    }
}
