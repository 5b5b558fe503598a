package twitcher.action.http;

import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why there was no whole answer, in words for the operator: the JDK's are for programmers, and sometimes there are none. */
final class Reason {
    private Reason() {}

    /** What {@code thrown}, by an exchange with {@code url}, means. */
    static String of(Throwable thrown, URI url) {
        if (causes(thrown).anyMatch(UnresolvedAddressException.class::isInstance)) {
            return "unknown host: " + url.getHost();
        }
        return find(thrown, ConnectException.class)
                .map(e -> "cannot connect to " + place(url) + ": " + connect(e))
                .or(() -> find(thrown, SSLException.class).map(e -> "TLS with " + place(url) + ": " + tls(e)))
                .or(() -> find(thrown, ProtocolException.class)
                        .map(e -> place(url) + " speaks no HTTP: " + e.getMessage()))
                .orElseGet(() -> "the connection to " + place(url) + " broke: " + message(thrown));
    }

    /** Host and port as they are connected to. */
    private static String place(URI url) {
        int usual = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return url.getHost() + ":" + (url.getPort() < 0 ? usual : url.getPort());
    }

    /** The JDK loses the words of a connection that fails at once. */
    private static String connect(ConnectException e) {
        return e.getMessage() == null ? "connection refused, or no way there" : e.getMessage();
    }

    private static String tls(SSLException e) {
        String words =
                causes(e).reduce((outer, inner) -> inner).map(Reason::message).orElseThrow();
        return words.contains("valid certification path")
                ? "the server's certificate is of no authority that is trusted; ca_file says who is"
                : words;
    }

    private static String message(Throwable thrown) {
        return Optional.ofNullable(thrown.getMessage()).orElse(thrown.getClass().getSimpleName());
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        return causes(thrown).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, e -> e != null, Throwable::getCause);
    }
}
