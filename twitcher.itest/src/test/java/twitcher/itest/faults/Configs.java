package twitcher.itest.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import twitcher.itest.support.Daemon;

/** The config of a round, as it is and as it becomes. */
final class Configs {
    private final Daemon daemon;
    private final Path folder;
    private final Schedule schedule;
    private boolean replaced;

    /** {@code folder} is for the script and the logs of the actions. */
    Configs(Daemon daemon, Path folder, Schedule schedule) throws IOException {
        this.daemon = daemon;
        this.folder = folder;
        this.schedule = schedule;
        Files.writeString(script(), Started.SCRIPT);
    }

    private Path script() {
        return folder.resolve("action.sh");
    }

    String file() {
        return schedule.folder() + ".json";
    }

    String id(WatchSpec watch) {
        return file() + ":" + watch.name();
    }

    Path log(WatchSpec watch) {
        return folder.resolve(watch.name() + ".log");
    }

    boolean replaced() {
        return replaced;
    }

    /** The watches of the config that counts. */
    List<WatchSpec> present() {
        return WatchSpec.all().stream().filter(watch -> watch.in(replaced)).toList();
    }

    /** Puts it into the watched folder. */
    void drop() throws IOException {
        daemon.drop(file(), text());
    }

    private String text() {
        return present().stream()
                .map(watch -> watch.json(
                        schedule.folder(), script().toString(), log(watch).toString(), replaced))
                .collect(Collectors.joining(",\n", "{\"watches\": [\n", "\n]}\n"));
    }

    /** Puts one in its place that cannot be read: what is running goes on. */
    void spoil() throws IOException {
        daemon.drop(file(), text().substring(0, text().length() / 2));
    }

    /** Puts one in its place with a watch less, one more, and one with another action. */
    void replace() throws IOException {
        replaced = true;
        drop();
    }

    void remove() throws IOException {
        daemon.remove(file());
    }
}
