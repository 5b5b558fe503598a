package twitcher.api.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of a few names, upper and lower case told apart; each stands for the value of the same place. */
record ChoiceKind<T>(List<String> names, List<T> values) implements SettingKind<T> {
    @Override
    public Converted<T> convert(Value raw) {
        if (!(raw instanceof Value.Text text)) {
            return Converted.bad(raw.at(), Found.instead(words(), raw));
        }
        int index = names.indexOf(text.text());
        return index >= 0 ? Converted.good(values.get(index)) : Converted.bad(raw.at(), unknown(text.text()));
    }

    private String unknown(String name) {
        Optional<String> nearest = Nearest.to(name, names);
        return "unknown value " + (name.isEmpty() ? "\"\"" : Found.plain(name))
                + nearest.map(Found::didYouMean).orElse("; expected " + words());
    }

    @Override
    public String words() {
        return Found.or(names);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("enum", names);
    }

    @Override
    public Object plain(T value) {
        return names.get(values.indexOf(value));
    }
}
