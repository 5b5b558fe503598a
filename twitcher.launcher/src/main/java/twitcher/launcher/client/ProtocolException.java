package twitcher.launcher.client;

import java.io.IOException;

/** The other side does not speak this protocol. */
final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1;

    ProtocolException(String words) {
        super(words);
    }
}
