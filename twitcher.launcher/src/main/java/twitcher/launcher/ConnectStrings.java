package twitcher.launcher;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether {@code host[:port],...[/chroot]} is well-formed. What it leads to is not the launcher's business. */
final class ConnectStrings {
    private static final Pattern SERVER = Pattern.compile("(?:\\[[0-9A-Fa-f:.%]+]|[^\\s:\\[\\]/,]+)(?::(\\d{1,5}))?");
    private static final Pattern CHROOT = Pattern.compile("(?:/[^/,\\s]+)+|/");
    private static final int HIGHEST_PORT = 65_535;

    private ConnectStrings() {}

    /** What is wrong; empty: nothing. */
    static Optional<String> problem(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0 && !CHROOT.matcher(text.substring(slash)).matches()) {
            return Optional.of("'" + text.substring(slash) + "' is no chroot, which looks like /a/b and comes last");
        }
        String servers = slash < 0 ? text : text.substring(0, slash);
        return Arrays.stream(servers.split(",", -1))
                .filter(server -> !isServer(server.strip()))
                .map(server -> "'" + server + "' is no server, which looks like host or host:port (1 to 65535)")
                .findFirst();
    }

    private static boolean isServer(String server) {
        Matcher matcher = SERVER.matcher(server);
        return matcher.matches() && (matcher.group(1) == null || isPort(Integer.parseInt(matcher.group(1))));
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= HIGHEST_PORT;
    }
}
