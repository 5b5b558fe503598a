package twitcher.api.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** True or false. */
record FlagKind() implements SettingKind<Boolean> {
    @Override
    public Converted<Boolean> convert(Value raw) {
        return raw instanceof Value.Flag flag
                ? Converted.good(flag.flag())
                : Converted.bad(raw.at(), Found.instead(words(), raw, meant(raw)));
    }

    /** The flag that a string or a number stands for elsewhere. */
    static Optional<String> meant(Value raw) {
        String word = raw instanceof Value.Text text ? text.text() : Found.words(raw);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> Optional.of("true");
            case "false", "no", "off", "0" -> Optional.of("false");
            default -> Optional.empty();
        };
    }

    @Override
    public String words() {
        return "true or false";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "boolean");
    }

    @Override
    public Object plain(Boolean value) {
        return value;
    }
}
