package twitcher.shell.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/** Who may speak to the daemon: its own user and root. Asked of the kernel, so nobody can lie. */
final class Peers {
    private final UserPrincipal owner;
    private final UserPrincipal root;

    /** @param own a file of the daemon's user */
    Peers(Path own) throws IOException {
        this.owner = Files.getOwner(own);
        this.root = own.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("0");
    }

    /** Who the other side is. */
    static UserPrincipal user(SocketChannel client) throws IOException {
        return client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    }

    /** Why the other side is refused; empty: it may speak. */
    Optional<String> refusal(SocketChannel client) throws IOException {
        UserPrincipal peer = user(client);
        String others = owner.equals(root) ? "" : owner.getName() + " and ";
        return peer.equals(owner) || peer.equals(root)
                ? Optional.empty()
                : Optional.of(
                        "user " + peer.getName() + " may not administer this daemon: only " + others + "root may");
    }
}
