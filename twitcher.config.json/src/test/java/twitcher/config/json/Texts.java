package twitcher.config.json;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import twitcher.api.ActionSpec;
import twitcher.api.Payload;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.ProcessAction;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.process.Accounts;
import twitcher.api.settings.Doc;
import twitcher.api.settings.Form;
import twitcher.api.settings.Problem;
import twitcher.api.settings.WatchSettings;

/** Reads texts the way the daemon does: the language first, then the table of settings. */
final class Texts {
    /** A machine that has the action type {@code exec} and cannot be asked for accounts. */
    private static final WatchSettings.Resolver EXEC_ONLY = new WatchSettings.Resolver() {
        @Override
        public Optional<ActionType<?>> actionType(String name) {
            return Optional.of(name).filter(ActionSpec.EXEC::equals).map(exec -> new Exec());
        }

        @Override
        public Optional<Accounts> accounts() {
            return Optional.empty();
        }
    };

    private Texts() {}

    static Declarations read(byte[] bytes) {
        return new JsonConfigLanguage().read(new ConfigSource("f", Path.of("/etc/twitcher"), Payload.copyOf(bytes)));
    }

    static Declarations read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All that is wrong with a text, as {@code f:line:column: message}, in the order of the file. */
    static List<String> problems(String text) {
        Declarations declared = read(text);
        List<Problem> problems = new ArrayList<>(declared.problems());
        problems.addAll(WatchSettings.check(declared.watches(), EXEC_ONLY).problems());
        problems.sort((a, b) -> a.at().compareTo(b.at()));
        return problems.stream().map(Problem::toString).toList();
    }

    static List<WatchSettings.Draft> drafts(String text) {
        return WatchSettings.check(read(text).watches(), EXEC_ONLY).drafts();
    }

    private static final class Exec implements ActionType<Exec.Command> {
        record Command(
                @Doc(WatchSettings.COMMAND_MEANING) @Form(Form.Of.COMMAND)
                List<String> command) {}

        @Override
        public Class<Command> settings() {
            return Command.class;
        }

        @Override
        public Action create(Command settings) {
            ProcessAction never = run -> {
                throw new UnsupportedOperationException("only checked");
            };
            return never;
        }
    }
}
