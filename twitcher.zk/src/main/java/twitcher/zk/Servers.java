package twitcher.zk;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import twitcher.api.NodePath;

/**
 * Where ZooKeeper is: {@code host[:port][,host[:port]...][/chroot]}.
 *
 * @param hosts at least one
 * @param chroot the path that every path is below; empty without one
 */
record Servers(List<Host> hosts, String chroot) {
    private static final int DEFAULT_PORT = 2181;
    private static final int GREATEST_PORT = 65_535;

    /** A server's name or address, and its port. */
    record Host(String name, int port) {
        @Override
        public String toString() {
            return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }
    }

    Servers {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads a connect string.
     *
     * @throws IllegalArgumentException in words for the operator, which do not repeat {@code text}
     */
    static Servers parse(String text) {
        int slash = text.indexOf('/');
        String hosts = slash < 0 ? text : text.substring(0, slash);
        String chroot = slash < 0 ? "" : text.substring(slash);
        if (chroot.equals("/")) {
            chroot = "";
        } else if (!chroot.isEmpty()) {
            NodePath.problem(chroot).ifPresent(problem -> {
                throw new IllegalArgumentException("the chroot " + problem);
            });
        }
        return new Servers(Stream.of(hosts.split(",", -1)).map(Servers::host).toList(), chroot);
    }

    /** The connect string with every port. */
    @Override
    public String toString() {
        return hosts.stream().map(Host::toString).collect(Collectors.joining(",")) + chroot;
    }

    private static Host host(String text) {
        String host = text.strip();
        int bracket = host.indexOf(']');
        int colon = host.indexOf(':', Math.max(bracket, 0));
        String name = colon < 0 ? host : host.substring(0, colon);
        if (name.startsWith("[") && bracket == name.length() - 1) {
            name = name.substring(1, bracket);
        } else if (name.contains("[") || name.contains("]") || host.indexOf(':', colon + 1) > 0) {
            throw new IllegalArgumentException(
                    "'" + host + "' is not host:port; an IPv6 address is written [::1]:2181");
        }
        if (name.isBlank() || name.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("'" + host + "' is not host:port; servers are separated by commas");
        }
        return new Host(name, colon < 0 ? DEFAULT_PORT : port(host, host.substring(colon + 1)));
    }

    private static int port(String host, String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > GREATEST_PORT) {
            throw new IllegalArgumentException("the port of '" + host + "' must be 1 to 65535");
        }
        return Integer.parseInt(text);
    }
}
