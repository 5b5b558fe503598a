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
    private List<String> signalTool = List.of();
    private boolean signalsTried;

    /** Default dispositions and no blocked signal: the threads of a JVM block SIGQUIT. Empty without GNU's env. */
    synchronized Optional<List<String>> signals() {
        if (!signalsTried) {
            signalsTried = true;
            signalTool = List.of("/usr/bin/env", "--default-signal");
            signalTool = works(signalTool) ? signalTool : List.of();
        }
        return Optional.of(signalTool).filter(tool -> !tool.isEmpty());
    }

    private static boolean works(List<String> tool) {
        List<String> question = new ArrayList<>(tool);
        question.addAll(List.of("echo", "yes"));
        try {
            return Question.ask(question).isPresent();
        } catch (SpawnFailure e) {
            return false;
        }
    }

    /** A session and a process group of its own. */
    List<String> session() throws SpawnFailure {
        return List.of(path("setsid"));
    }

    /** The umask of {@code order}. A shell alters some variables of its own accord: they are put right again. */
    List<String> umask(Spawn order) {
        StringBuilder script = new StringBuilder("umask ").append(Integer.toOctalString(order.umask()));
        List<String> values = new ArrayList<>();
        for (String name : List.of("PWD", "OLDPWD", "SHLVL", "_")) {
            if (order.env().containsKey(name)) {
                script.append("; ").append(name).append("=$1; shift");
                values.add(order.env().get(name));
            } else {
                script.append("; unset ").append(name);
            }
        }
        List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", script + "; exec \"$@\"", "sh"));
        argv.addAll(values);
        return argv;
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
