package twitcher.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands that are put before a command to do what Java cannot: each changes something of its own process and then
 * becomes the next, so that the pid stays the same.
 */
final class Prefix {
    private static final long STANDARD_SIGNALS = 0x7fff_ffffL;
    private static final Pattern COMPLAINT =
            Pattern.compile("(?:env|setsid|setpriv|sh): (?:\\d+: )?(?:exec: )?(?:failed to execute )?(.+)\n?");

    private final SelfStatus self = SelfStatus.read();

    /** The command of {@code order} with all that it needs in front. */
    List<String> before(Spawn order) {
        List<String> argv = new ArrayList<>();
        if ((self.ignored() & STANDARD_SIGNALS) != 0) {
            argv.addAll(List.of("env", "--default-signal"));
        }
        argv.addAll(List.of("setsid", "--"));
        order.become().ifPresent(identity -> argv.addAll(setpriv(identity)));
        if (order.umask() != self.umask()) {
            argv.addAll(List.of("/bin/sh", "-c", umask(order), "sh"));
        }
        argv.addAll(order.argv());
        return argv;
    }

    private static List<String> setpriv(Identity identity) {
        String groups = identity.groups().stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(
                "setpriv",
                "--reuid=" + identity.uid(),
                "--regid=" + identity.gid(),
                groups.isEmpty() ? "--clear-groups" : "--groups=" + groups,
                "--");
    }

    /** A shell adds variables of its own; what the process was not to have goes again. */
    private static String umask(Spawn order) {
        String own = List.of("PWD", "OLDPWD", "SHLVL", "_").stream()
                .filter(name -> !order.env().containsKey(name))
                .collect(Collectors.joining(" "));
        return "umask " + Integer.toOctalString(order.umask()) + "; unset " + own + "; exec \"$@\"";
    }

    /**
     * Why the command was never reached, if {@code status} and the output look like that: a prefix ends with 126, 127 or
     * (setpriv) 1, and has written one line with its name.
     */
    Optional<String> refusal(int status, Spawn order) {
        if (status != 126 && status != 127 && status != 1) {
            return Optional.empty();
        }
        try {
            Matcher complaint = COMPLAINT.matcher(start(order));
            return complaint.matches() ? Optional.of(complaint.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String start(Spawn order) throws IOException {
        try (var in = Files.newInputStream(order.output().err())) {
            return new String(in.readNBytes(1024), StandardCharsets.UTF_8);
        }
    }
}
