package twitcher.api.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import twitcher.api.RunOnLoad;

/** true, false or CHANGED. */
record LoadKind() implements SettingKind<RunOnLoad> {
    private static final List<String> NAMES = List.of("true", "false", "CHANGED");

    @Override
    public Converted<RunOnLoad> convert(Value raw) {
        if (raw instanceof Value.Flag flag) {
            return Converted.good(flag.flag() ? RunOnLoad.ALWAYS : RunOnLoad.NEVER);
        }
        boolean changed = raw instanceof Value.Text text && text.text().equals("CHANGED");
        return changed
                ? Converted.good(RunOnLoad.CHANGED)
                : Converted.bad(raw.at(), Found.instead(words(), raw, meant(raw)));
    }

    private static Optional<String> meant(Value raw) {
        return FlagKind.meant(raw)
                .or(() -> raw instanceof Value.Text text ? Nearest.to(text.text(), NAMES) : Optional.empty());
    }

    @Override
    public String words() {
        return Found.or(NAMES);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("enum", List.of(true, false, "CHANGED"));
    }

    @Override
    public Object plain(RunOnLoad value) {
        return switch (value) {
            case ALWAYS -> true;
            case NEVER -> false;
            case CHANGED -> "CHANGED";
        };
    }
}
