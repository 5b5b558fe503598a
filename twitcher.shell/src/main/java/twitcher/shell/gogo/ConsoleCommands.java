package twitcher.shell.gogo;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.shell.command.Misuse;

/** What makes a console comfortable: the same words there as after {@code twitcher}, and ways to leave. */
@Component(service = ConsoleCommands.class)
@GogoCommand(
        scope = "twitcher",
        function = {"zk", "shutdown"})
public final class ConsoleCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleCommands.class);

    private final BundleContext context;

    @Activate
    public ConsoleCommands(BundleContext context) {
        this.context = context;
    }

    @Descriptor("reads and changes nodes of ZooKeeper: 'help zk' lists its commands")
    public Object zk(
            CommandSession session, @Descriptor("COMMAND: and its arguments, such as: zk set /a hello") Object... words)
            throws Exception {
        List<Object> given = List.of(words);
        if (!given.isEmpty() && session.get("zk:" + given.get(0)) instanceof Function function) {
            return function.execute(session, new ArrayList<>(given.subList(1, given.size())));
        }
        List<String> known = CommandTable.of(context).functions("zk");
        String there =
                known.isEmpty() ? "the bundle twitcher.zk is not running" : "there are " + String.join(", ", known);
        throw new Misuse((given.isEmpty() ? "needs a command; " : given.get(0) + ": no such command; ") + there);
    }

    @Descriptor("stops the daemon in order; running actions go on")
    public String shutdown() throws BundleException {
        LOG.info("daemon: shutdown by an operator");
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        return "stopping";
    }
}
