package twitcher.shell.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where the socket lies: {@code shell.sock} in the state directory or, if that path is longer than a socket's may be, in
 * a private directory whose name {@code shell.path} in the state directory records. The state directory is locked by
 * this daemon, so whatever lies there was left by a dead one.
 */
final class SocketPlace {
    /** The longest path of a socket, in bytes; Linux has 108 with the closing zero. */
    static final int MAX_PATH_BYTES = 107;

    private static final String SOCKET = "shell.sock";
    private static final String RECORD = "shell.path";
    private static final String PRIVATE_DIRECTORY = "twitcher-shell-";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path stateDirectory;

    SocketPlace(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
    }

    /** Takes away what a dead daemon left and listens, for the owner alone. */
    ServerSocketChannel open() throws IOException {
        remove();
        Path socket = choose();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, OWNER_ONLY);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Takes the socket away. May be called again. */
    void remove() throws IOException {
        Files.deleteIfExists(stateDirectory.resolve(SOCKET));
        try {
            removeElsewhere(Path.of(Files.readString(record()).strip()));
            Files.deleteIfExists(record());
        } catch (NoSuchFileException e) {
            // The usual case: the socket was in the state directory itself.
        }
    }

    private static void removeElsewhere(Path socket) throws IOException {
        Path directory = socket.getParent();
        if (socket.endsWith(SOCKET)
                && directory != null
                && String.valueOf(directory.getFileName()).startsWith(PRIVATE_DIRECTORY)) {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(directory);
        }
    }

    /** The socket, once it is open. */
    Path socket() throws IOException {
        return Files.exists(record()) ? Path.of(Files.readString(record()).strip()) : stateDirectory.resolve(SOCKET);
    }

    private Path choose() throws IOException {
        Path socket = stateDirectory.resolve(SOCKET);
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES) {
            return socket;
        }
        Path elsewhere = Files.createTempDirectory(PRIVATE_DIRECTORY, ownerOnly("rwx------"))
                .resolve(SOCKET);
        Files.createFile(record(), ownerOnly("rw-------"));
        Files.writeString(record(), elsewhere + "\n");
        return elsewhere;
    }

    private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private Path record() {
        return stateDirectory.resolve(RECORD);
    }
}
