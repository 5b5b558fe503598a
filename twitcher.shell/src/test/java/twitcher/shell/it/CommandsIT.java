package twitcher.shell.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceRegistration;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.Help;

/** The folder, the bundles, the daemon as a whole, and help. */
@Timeout(60)
class CommandsIT extends CommandsBed {
    @Test
    void configsShowsFilesAndProblems() throws Exception {
        assertThat(daemon.run("configs").out())
                .contains("its watches are held: suddenly empty")
                .contains("bad.json:3:5: acton: unknown key; did you mean action?");
        assertThat(daemon.run("configs", "-o", "json").out()).contains("\"state\": \"ERROR\"", "\"problems\": [");
    }

    @Test
    void rescanAcceptsALostFolderOnlyWhenTold() throws Exception {
        assertThat(daemon.run("rescan").out()).isEqualTo("nothing new\n");
        assertThat(FILES.accepted).isEqualTo(ConfigFiles.Accept.KEEP_GUARD);

        daemon.run("rescan", "--accept");
        assertThat(FILES.accepted).isEqualTo(ConfigFiles.Accept.ACCEPT_FOLDER);
    }

    @Test
    void actionsShowsWhatIsMissingAndWhatIsShadowed() throws Exception {
        assertThat(daemon.run("actions").out().lines())
                .anyMatch(line -> line.matches("exec +active +org.apache.felix.framework 7.0.5 +3"))
                .anyMatch(line -> line.matches("exec +shadowed by another .*"))
                .anyMatch(line -> line.matches("webhook +missing +- +1 wait: b.json:hook"));
        assertThat(daemon.run("actions", "-o", "json").out()).contains("\"state\": \"MISSING\"");
    }

    @Test
    void languagesShowsWhichFilesWait() throws Exception {
        assertThat(daemon.run("languages").out().lines())
                .anyMatch(line -> line.matches("json +active .* 2"))
                .anyMatch(line -> line.matches("yaml +missing +- +1 wait: later.yaml"))
                .noneMatch(line -> line.contains("jar"));
    }

    @Test
    void statusTellsHowItIs() throws Exception {
        assertThat(daemon.run("status").out())
                .startsWith(
                        "twitcher 2.0.0-test, pid " + ProcessHandle.current().pid())
                .containsPattern("SUSPENDED to zk1:2181,zk2:2181 for .*s: connection refused")
                .contains("7 watched, 2 not read yet, 1 missed changes found by the audit (see the log)")
                .contains("4: 1 IDLE, 1 PENDING, 1 RUNNING, 1 WAITING")
                .contains("4: 2 ACTIVE, 1 ERROR, 1 WAITING")
                .contains("HELD: suddenly empty")
                .contains(", all active");
        assertThat(daemon.run("status", "-o", "json").out())
                .contains("\"unread\": 2", "\"connections\": 4", "\"repaired\": 1", "\"held\": \"suddenly empty\"");
    }

    @Test
    void helpHasTheWordsOfBundlesThatDoWithoutGogo() throws Exception {
        ServiceRegistration<?> probe = daemon.context()
                .registerService(
                        Probe.class,
                        new Probe(),
                        new Hashtable<>(Map.of("osgi.command.scope", "zk", "osgi.command.function", "poke")));

        assertThat(daemon.run("help", "zk").out()).isEqualTo("zk poke  pokes a node\n");
        assertThat(daemon.run("help", "zk", "poke").out()).isEqualTo("""
                zk poke [-f] PATH
                  pokes a node
                    [-f]  harder
                    PATH  of the node
                """);
        assertThat(daemon.run("zk", "poke", "a", "b", "c"))
                .isEqualTo(new Answer(
                        2, "", "twitcher: zk poke: wrong arguments; usage: zk poke [-f] PATH (see 'help zk poke')\n"));
        probe.unregister();
    }

    /** Commands of a bundle that imports nothing of Gogo. */
    public static final class Probe {
        public String poke(String path) {
            return "poked " + path;
        }

        @Help("pokes a node")
        public String poke(@Help("[-f]: harder") String flag, @Help("PATH: of the node") String path) {
            return "poked " + path + flag;
        }
    }
}
