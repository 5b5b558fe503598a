package twitcher.zk;

import java.util.Optional;
import org.apache.jute.BinaryInputArchive;

/**
 * All that a client is made with; a client is replaced when one of these changes.
 *
 * @param servers where ZooKeeper is
 * @param source who said so, for messages
 * @param sessionTimeoutMs asked for
 * @param limits how hard to press
 * @param digestFile file with {@code user:password}
 * @param sasl how to prove by SASL who it is; empty: not at all
 * @param tls how to encrypt; empty: not at all
 */
record ClientSettings(
        Servers servers,
        String source,
        int sessionTimeoutMs,
        Limits limits,
        Optional<SecretFile> digestFile,
        Optional<Sasl> sasl,
        Optional<Tls> tls) {
    private static final int LEAST_REPLY_BYTES = 65_536;
    private static final int ROOM_FOR_HEADERS = 512;

    /** Reads everything but the servers. */
    static ClientSettings read(SettingsReader from, Servers servers, String source) {
        int replyBytes = from.number("maxReplyBytes", LEAST_REPLY_BYTES);
        Limits limits = new Limits(
                from.number("readsInFlight", 1), replyBytes, dataBytes(replyBytes), from.number("spreadMs", 0));
        return new ClientSettings(
                servers,
                source,
                from.number("sessionTimeoutMs", 100),
                limits,
                SecretFile.named("digestFile", from.text("digestFile")),
                Sasl.read(from),
                Tls.read(from));
    }

    /** ZooKeeper's own bound on one field of a message is fixed when its classes are loaded. */
    private static int dataBytes(int replyBytes) {
        return (int) Math.min(replyBytes - ROOM_FOR_HEADERS, 2L * BinaryInputArchive.maxBuffer);
    }
}
