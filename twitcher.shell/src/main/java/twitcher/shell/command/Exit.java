package twitcher.shell.command;

import java.util.Optional;
import org.apache.felix.service.command.Process;
import twitcher.shell.socket.Commands;

/** Exit codes of commands that have said everything on their standard output. */
final class Exit {
    private Exit() {}

    /** Has the command that runs on this thread end with "no", unless all is well. */
    static void unless(boolean well) {
        if (!well) {
            Optional.ofNullable(Process.Utils.current()).ifPresent(process -> process.error(Commands.NO));
        }
    }
}
