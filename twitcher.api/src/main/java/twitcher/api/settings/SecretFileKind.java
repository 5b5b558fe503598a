package twitcher.api.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The path of a file with a secret. */
record SecretFileKind() implements SettingKind<SecretFile> {
    private static final SettingKind<String> PATH = SettingKinds.path();

    @Override
    public Converted<SecretFile> convert(Value raw) {
        Converted<String> path = PATH.convert(raw);
        Optional<SecretFile> file = path.value().map(Path::of).map(SecretFile::new);
        // Data without a place come from a config that was checked before, perhaps by another daemon: a file that is
        // missing at this moment fails the runs that need it, not the watch.
        Optional<String> problem =
                raw.at().equals(Location.NONE) ? Optional.empty() : file.flatMap(SecretFile::problem);
        return problem.isEmpty()
                ? new Converted<>(file, path.faults())
                : Converted.bad(raw.at(), file.orElseThrow().path() + " " + problem.get());
    }

    @Override
    public String words() {
        return "the absolute path of a file of mode 0600 with the secret in it";
    }

    @Override
    public Map<String, Object> schema() {
        return PATH.schema();
    }

    @Override
    public Object plain(SecretFile value) {
        return value.path().toString();
    }
}
