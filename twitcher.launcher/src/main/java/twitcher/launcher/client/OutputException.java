package twitcher.launcher.client;

import java.io.IOException;

/** Nobody reads the output any more. */
final class OutputException extends IOException {
    private static final long serialVersionUID = 1;

    OutputException(IOException cause) {
        super(cause);
    }
}
