package twitcher.exec;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Users and groups of this machine, as the system's own tools tell them. */
final class Who {
    private Who() {}

    static boolean mayChangeIdentity() {
        return SelfStatus.read().mayChangeIdentity();
    }

    static List<Long> groupsOf(String user) {
        return Arrays.stream(ask("id", "-G", user).split(" "))
                .map(Long::valueOf)
                .toList();
    }

    static long uidOf(String user) {
        return Long.parseLong(ask("id", "-u", user));
    }

    static long gidOf(String user) {
        return Long.parseLong(ask("id", "-g", user));
    }

    /** A user with more groups than one, other than root; few machines have none. */
    static Optional<String> withSeveralGroups() {
        return ask("getent", "passwd")
                .lines()
                .map(line -> line.split(":")[0])
                .filter(user -> !user.equals("root") && groupsOf(user).size() > 1)
                .findFirst();
    }

    private static String ask(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            return new String(process.getInputStream().readAllBytes()).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
