package twitcher.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The system's own tools that can stand in {@link Front} of a command. */
final class Tools {
    private static final Identity PROBE =
            new Identity(65534, 65533, List.of(65532L, 65531L), Identity.User.withoutEntry(65534));

    private Optional<String> identityTool = Optional.empty();

    /** Default dispositions and no blocked signal. */
    List<String> signals() throws SpawnFailure {
        return List.of(path("env"), "--default-signal");
    }

    /** A session and a process group of its own. */
    List<String> session() throws SpawnFailure {
        return List.of(path("setsid"));
    }

    /** The umask of {@code order}. A shell adds variables of its own: what the process was not to have goes again. */
    List<String> umask(Spawn order) {
        String added = Stream.of("PWD", "OLDPWD", "SHLVL", "_")
                .filter(name -> !order.env().containsKey(name))
                .collect(Collectors.joining(" "));
        String script = "umask " + Integer.toOctalString(order.umask())
                + (added.isEmpty() ? "" : "; unset " + added)
                + "; exec \"$@\"";
        return List.of("/bin/sh", "-c", script, "sh");
    }

    /**
     * Another user. Whether a tool really does that is tried out once.
     *
     * @throws SpawnFailure if no tool does
     */
    List<String> identity(Identity identity) throws SpawnFailure {
        return identity(identityTool(), identity);
    }

    private synchronized String identityTool() throws SpawnFailure {
        if (identityTool.isEmpty()) {
            identityTool = Stream.of("chroot", "setpriv").filter(Tools::changes).findFirst();
        }
        return identityTool.orElseThrow(() -> new SpawnFailure("processes cannot be started as another user: neither"
                + " chroot (of GNU coreutils) nor setpriv (of util-linux) works here; install one of them"));
    }

    private static boolean changes(String tool) {
        try {
            List<String> look = new ArrayList<>(identity(tool, PROBE));
            look.addAll(List.of(path("cat"), "/proc/self/status"));
            SelfStatus seen = SelfStatus.parse(Question.ask(look).orElse("").lines());
            return seen.uid() == PROBE.uid() && seen.gid() == PROBE.gid() && PROBE.hasGroups(seen.groups());
        } catch (SpawnFailure e) {
            return false;
        }
    }

    private static List<String> identity(String tool, Identity to) throws SpawnFailure {
        return tool.equals("chroot") ? chroot(to) : setpriv(to);
    }

    /** It changes user and groups and, with the root that there is anyway, nothing else. Starts faster than setpriv. */
    private static List<String> chroot(Identity to) throws SpawnFailure {
        return List.of(
                path("chroot"),
                "--userspec=+" + to.uid() + ":+" + to.gid(),
                "--groups=" + to.groups().stream().map(group -> "+" + group).collect(Collectors.joining(",")),
                "--skip-chdir",
                "/");
    }

    private static List<String> setpriv(Identity to) throws SpawnFailure {
        String groups = to.groups().stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(
                path("setpriv"),
                "--reuid=" + to.uid(),
                "--regid=" + to.gid(),
                groups.isEmpty() ? "--clear-groups" : "--groups=" + groups);
    }

    private static String path(String tool) throws SpawnFailure {
        for (String folder : CleanEnvironment.PATH.split(":")) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return folder + "/" + tool;
            }
        }
        throw new SpawnFailure(tool + ": needed to start processes and not found in " + CleanEnvironment.PATH);
    }
}
