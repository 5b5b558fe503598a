package twitcher.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The system's own tools that can stand in {@link Front} of a command. */
final class Tools {
    private static final List<String> RESET_SIGNALS = List.of("/usr/bin/env", "--default-signal");

    private final IdentityTool identity = new IdentityTool();
    private Optional<Boolean> resetsSignals = Optional.empty();

    /** Default dispositions and no blocked signal: the threads of a JVM block SIGQUIT. Empty without GNU's env. */
    synchronized Optional<List<String>> signals() {
        if (resetsSignals.isEmpty()) {
            resetsSignals = Optional.of(works(RESET_SIGNALS));
        }
        return resetsSignals.filter(yes -> yes).map(yes -> RESET_SIGNALS);
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

    /** Another user and his groups. */
    List<String> identity(Identity who) throws SpawnFailure {
        return identity.become(who);
    }

    /** Where a tool of the system is. */
    static String path(String tool) throws SpawnFailure {
        for (String folder : CleanEnvironment.PATH.split(":")) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return folder + "/" + tool;
            }
        }
        throw new SpawnFailure(tool + ": needed to start processes and not found in " + CleanEnvironment.PATH);
    }
}
