package twitcher.exec;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.ActionSpec;
import twitcher.api.Payload;
import twitcher.api.Surroundings;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;
import twitcher.api.action.Description;
import twitcher.api.action.ProcessAction;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.ProcessRequest;
import twitcher.api.settings.Doc;
import twitcher.api.settings.Form;
import twitcher.api.settings.WatchSettings;

/** The action type {@code exec}: runs a command as a process, with the payload on its standard input. */
@Component
@ActionTypeName(ActionSpec.EXEC)
public final class ExecActionType implements ActionType<ExecActionType.Exec> {
    private final ProcessLauncher launcher;

    /** An action type whose actions are started by {@code launcher}. */
    @Activate
    public ExecActionType(@Reference ProcessLauncher launcher) {
        this.launcher = launcher;
    }

    /** Its settings. */
    public record Exec(
            @Doc(WatchSettings.COMMAND_MEANING) @Form(Form.Of.COMMAND)
            List<String> command) {}

    @Override
    public Class<Exec> settings() {
        return Exec.class;
    }

    @Override
    public Action create(Exec exec) {
        return new Command(exec.command(), launcher);
    }

    /** A command, started or only described. */
    private record Command(List<String> argv, ProcessLauncher launcher) implements ProcessAction {
        @Override
        public RunningAction start(RunContext run) {
            return launcher.launch(run, request(run));
        }

        @Override
        public Description describe(RunContext run) {
            return Description.of("runs a command", launcher.plan(run, request(run)));
        }

        private ProcessRequest request(RunContext run) {
            Surroundings surroundings = run.watch().surroundings();
            Payload stdin = surroundings.pipeStdin() ? run.change().payload() : Payload.EMPTY;
            return new ProcessRequest(argv, Map.of(), stdin, surroundings);
        }
    }
}
