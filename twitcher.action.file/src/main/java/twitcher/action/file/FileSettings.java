package twitcher.action.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import twitcher.api.settings.Default;
import twitcher.api.settings.Doc;
import twitcher.api.settings.Form;

/** The settings of {@code file}: which file, what it is to be beside its bytes, and the commands around it. */
record FileSettings(
        @Doc("The file that is kept equal to the payload. Its folder must be there; it is no symbolic link.")
        Path path,

        @Doc("Its permission bits; if absent those of the file before, or \"0644\" if there was none.")
        @Form(Form.Of.OCTAL)
        Optional<Integer> mode,

        @Doc("Its owner, a user of this machine; if absent that of the file before, or the daemon's user.")
        @Form(Form.Of.USER)
        Optional<String> owner,

        @Doc("Its group; if absent that of the file before, or the daemon's.") @Form(Form.Of.GROUP)
        Optional<String> group,

        @Doc("Where the file before is kept, one generation of it.")
        Optional<Path> backup,

        @Doc("Whether a file that is as it should be already is left alone, and `then` not run.") @Default("true")
        boolean unlessSame,

        @Doc("A command that may refuse the new file before it replaces the old one: any exit but 0 does.")
        @Form(Form.Of.COMMAND)
        Optional<List<String>> check,

        @Doc("A command that is run when the file has changed, and again until it succeeds.") @Form(Form.Of.COMMAND)
        Optional<List<String>> then) {
    FileSettings {
        checkName("path", path);
        backup.ifPresent(copy -> checkName("backup", copy));
        if (backup.filter(path::equals).isPresent()) {
            throw new IllegalArgumentException("backup: must be another file than path");
        }
    }

    private static void checkName(String setting, Path path) {
        if (path.getFileName() == null) {
            throw new IllegalArgumentException(setting + ": expected the path of a file, was " + path);
        }
        if (!path.normalize().equals(path)) {
            throw new IllegalArgumentException(setting + ": must not have '.' or '..' in it, was " + path
                    + "; did you mean " + path.normalize() + "?");
        }
    }

    /** Whether it runs processes. */
    boolean hasCommand() {
        return check.isPresent() || then.isPresent();
    }
}
