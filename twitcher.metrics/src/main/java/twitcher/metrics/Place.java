package twitcher.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a listener is: on this machine only, by TCP or by a Unix socket. */
sealed interface Place {
    Pattern TCP = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])?:(\\d{1,5})");
    Pattern MODE = Pattern.compile("[0-7]{3}");
    String UNIX = "unix:";

    /** Opens the listener. */
    ServerSocketChannel open() throws IOException;

    /** Whether both are the same socket of the file system, however it may be used. */
    default boolean isInTheWayOf(Place other) {
        return this instanceof Unix one
                && other instanceof Unix two
                && one.path().equals(two.path());
    }

    /** Takes away what is left of a listener that is closed. */
    default void forget() throws IOException {}

    /**
     * Reads a place as a configuration has it.
     *
     * @throws IllegalArgumentException if it is none, with words for the operator
     */
    static Place of(String listen, String socketMode) {
        if (listen.startsWith(UNIX)) {
            return new Unix(path(listen.substring(UNIX.length())), mode(socketMode));
        }
        Matcher tcp = TCP.matcher(listen);
        if (!tcp.matches() || Integer.parseInt(tcp.group(2)) > 0xffff) {
            throw new IllegalArgumentException("listen: must be 127.0.0.1:PORT, [::1]:PORT or unix:/absolute/path,"
                    + " because figures stay on this machine; was '" + listen + "'");
        }
        String host = "[::1]".equals(tcp.group(1)) ? "[::1]" : "127.0.0.1";
        return new Tcp(host, Integer.parseInt(tcp.group(2)));
    }

    /** What is wrong with a place, by the key that says it; empty: nothing. */
    static Optional<Fault> fault(String listen, String socketMode) {
        try {
            of(listen, socketMode);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            String[] keyAndWords = e.getMessage().split(": ", 2);
            return Optional.of(new Fault(keyAndWords[0], keyAndWords[1]));
        }
    }

    /** Words for the operator about the value of a key. */
    record Fault(String key, String words) {}

    private static Path path(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "listen: the path of a Unix socket must be absolute, was '" + path + "'");
        }
        return Path.of(path);
    }

    private static Set<PosixFilePermission> mode(String octal) {
        if (!MODE.matcher(octal).matches()) {
            throw new IllegalArgumentException(
                    "socketMode: must be three octal digits, such as 660, was '" + octal + "'");
        }
        StringBuilder letters = new StringBuilder();
        octal.chars()
                .map(c -> c - '0')
                .forEach(bits -> letters.append((bits & 4) > 0 ? 'r' : '-')
                        .append((bits & 2) > 0 ? 'w' : '-')
                        .append((bits & 1) > 0 ? 'x' : '-'));
        return PosixFilePermissions.fromString(letters.toString());
    }

    /** A port of the loopback interface; 0: any that is free. */
    record Tcp(String host, int port) implements Place {
        @Override
        public ServerSocketChannel open() throws IOException {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                return channel.bind(new InetSocketAddress(loopback(), port));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        /** By number: a name may be made to mean anything. */
        private InetAddress loopback() throws UnknownHostException {
            return host.equals("[::1]")
                    ? InetAddress.getByName("::1")
                    : InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** A socket in the file system. */
    record Unix(Path path, Set<PosixFilePermission> mode) implements Place {
        @Override
        public ServerSocketChannel open() throws IOException {
            removeDead();
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.bind(UnixDomainSocketAddress.of(path));
                Files.setPosixFilePermissions(path, mode);
                return channel;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        /** A socket at which nobody listens is what a daemon left that was killed. Nothing else is ever removed. */
        private void removeDead() throws IOException {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            boolean socket = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
            if (!socket || answered()) {
                throw new IOException(path + (socket ? " is in use" : " is there already, and no socket"));
            }
            Files.delete(path);
        }

        private boolean answered() {
            try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                return probe.isConnected();
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void forget() throws IOException {
            Files.deleteIfExists(path);
        }

        @Override
        public String toString() {
            return UNIX + path;
        }
    }
}
