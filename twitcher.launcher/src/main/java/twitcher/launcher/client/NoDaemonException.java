package twitcher.launcher.client;

import java.io.IOException;

/** No daemon could be reached, in words for whoever typed the command. */
final class NoDaemonException extends IOException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    NoDaemonException(String words, int exitCode) {
        super(words);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
