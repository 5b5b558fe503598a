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
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.ProcessRequest;
import twitcher.api.settings.SettingTable;
import twitcher.api.settings.Settings;
import twitcher.api.settings.WatchSettings;

/** The action type {@code exec}: runs a command as a process, with the payload on its standard input. */
@Component
@ActionTypeName(ActionSpec.EXEC)
public final class ExecActionType implements ActionType {
    private static final SettingTable TABLE = SettingTable.of(WatchSettings.COMMAND);

    private final ProcessLauncher launcher;

    /** An action type whose actions are started by {@code launcher}. */
    @Activate
    public ExecActionType(@Reference ProcessLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public SettingTable settings() {
        return TABLE;
    }

    @Override
    public Action create(Settings settings) {
        List<String> argv = settings.get(WatchSettings.COMMAND);
        return run -> {
            Surroundings surroundings = run.watch().surroundings();
            Payload stdin = surroundings.pipeStdin() ? run.change().payload() : Payload.EMPTY;
            return launcher.launch(run, new ProcessRequest(argv, Map.of(), stdin, surroundings));
        };
    }

    @Override
    public boolean startsProcess() {
        return true;
    }
}
