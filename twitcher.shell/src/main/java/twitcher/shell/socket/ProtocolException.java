package twitcher.shell.socket;

import java.io.IOException;

/** The other side does not keep to the protocol; the connection is of no use any more. */
final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message);
    }
}
