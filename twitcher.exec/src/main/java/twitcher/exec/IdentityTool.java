package twitcher.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The system's tool by which a process becomes another user: the first that really does it here. */
final class IdentityTool {
    private enum Tool {
        /** Changes user and groups and, with the root that there is anyway, nothing else. Starts faster than setpriv. */
        CHROOT {
            @Override
            List<String> become(Identity who) throws SpawnFailure {
                return List.of(
                        Tools.path("chroot"),
                        "--userspec=+" + who.uid() + ":+" + who.gid(),
                        "--groups=" + joined(who, "+"),
                        "--skip-chdir",
                        "/");
            }
        },
        SETPRIV {
            @Override
            List<String> become(Identity who) throws SpawnFailure {
                return List.of(
                        Tools.path("setpriv"),
                        "--reuid=" + who.uid(),
                        "--regid=" + who.gid(),
                        who.groups().isEmpty() ? "--clear-groups" : "--groups=" + joined(who, ""));
            }
        };

        abstract List<String> become(Identity who) throws SpawnFailure;

        private static String joined(Identity who, String sign) {
            return who.groups().stream().map(group -> sign + group).collect(Collectors.joining(","));
        }

        /** Whether a process that becomes {@code who} by this tool sees itself as that. */
        boolean works(Identity who) {
            try {
                List<String> look = new ArrayList<>(become(who));
                look.addAll(List.of(Tools.path("cat"), "/proc/self/status"));
                SelfStatus seen = SelfStatus.parse(Question.ask(look).orElse("").lines());
                return seen.uid() == who.uid() && seen.gid() == who.gid() && who.hasGroups(seen.groups());
            } catch (SpawnFailure e) {
                return false;
            }
        }
    }

    private Optional<Tool> tool = Optional.empty();

    /**
     * What to put in front of a command that is to run as {@code who}. The tools are tried out when this is first asked.
     *
     * @throws SpawnFailure if none works
     */
    List<String> become(Identity who) throws SpawnFailure {
        return tool(who).become(who);
    }

    private synchronized Tool tool(Identity who) throws SpawnFailure {
        if (tool.isEmpty()) {
            tool = Stream.of(Tool.values())
                    .filter(candidate -> candidate.works(who))
                    .findFirst();
        }
        return tool.orElseThrow(() -> new SpawnFailure("no process can be started as uid " + who.uid() + ", gid "
                + who.gid() + ": neither chroot (of GNU coreutils) nor setpriv (of util-linux) can do it here"));
    }
}
