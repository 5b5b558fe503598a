package twitcher.action.file;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import twitcher.api.action.RunContext;
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.ProcessRequest;

/** The commands that are to run or are running, and who starts them. While there is no launcher they wait. Any thread. */
final class Commands {
    private final Set<Command> going = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Optional<ProcessLauncher>> launcher = new AtomicReference<>(Optional.empty());

    Command start(RunContext run, ProcessRequest request) {
        Command command = new Command(run, request);
        going.add(command);
        command.ending().whenComplete((ending, thrown) -> going.remove(command));
        launcher.get().ifPresent(command::launcherIs);
        return command;
    }

    void launcherCame(ProcessLauncher young) {
        launcher.set(Optional.of(young));
        going.forEach(command -> command.launcherIs(young));
    }

    void launcherWent(ProcessLauncher old) {
        launcher.updateAndGet(current -> current.filter(c -> c != old));
    }
}
