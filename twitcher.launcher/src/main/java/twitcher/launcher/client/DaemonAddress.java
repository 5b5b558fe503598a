package twitcher.launcher.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the daemon of a state directory listens. */
final class DaemonAddress {
    private static final String SOCKET = "shell.sock";
    private static final String ELSEWHERE = "shell.path";

    private DaemonAddress() {}

    /**
     * The socket in the state directory, or, if that path is longer than a socket's may be, the one that a file there
     * names.
     */
    static UnixDomainSocketAddress in(Path stateDirectory) throws IOException {
        Path elsewhere = stateDirectory.resolve(ELSEWHERE);
        Path socket = Files.exists(elsewhere)
                ? Path.of(Files.readString(elsewhere, UTF_8).strip())
                : stateDirectory.resolve(SOCKET);
        return UnixDomainSocketAddress.of(socket);
    }
}
