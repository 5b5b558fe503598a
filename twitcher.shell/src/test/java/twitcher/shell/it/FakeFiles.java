package twitcher.shell.it;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.FileStatus;

/** A watched folder without a folder. */
final class FakeFiles implements ConfigFiles {
    volatile Accept accepted;

    @Override
    public List<FileStatus> list() {
        return List.of(
                file("good.json", "json", FileStatus.State.ACTIVE),
                file(
                        "bad.json",
                        "json",
                        FileStatus.State.ERROR,
                        "bad.json:3:5: acton: unknown key; did you mean action?"),
                file("later.yaml", "yaml", FileStatus.State.WAITING, "later.yaml: waits for a language for .yaml"),
                file("hook.jar", "bundle", FileStatus.State.ACTIVE));
    }

    private static FileStatus file(String name, String kind, FileStatus.State state, String... problems) {
        return new FileStatus(name, kind, state, List.of(problems), 1, Instant.now());
    }

    @Override
    public String rescan(Accept accept) {
        accepted = accept;
        return "nothing new";
    }

    @Override
    public FolderStatus folder() {
        return new FolderStatus("/etc/twitcher", Optional.of("suddenly empty"));
    }
}
