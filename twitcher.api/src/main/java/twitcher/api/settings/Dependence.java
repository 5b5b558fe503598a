package twitcher.api.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A setting that means something only if another is as it must be.
 *
 * @param setting given for nothing without the other
 * @param on the other
 * @param value what the other must be; empty: it must be given
 * @param why in words
 */
record Dependence<T>(Setting<?> setting, Setting<T> on, Optional<T> value, String why) {
    Optional<Problem> problem(TableCheck check) {
        return check.given(setting)
                .filter(given -> check.sound(on) && !met(check))
                .map(given -> new Problem(given.keyAt(), setting.name() + ": " + why + found(check)));
    }

    private boolean met(TableCheck check) {
        return value.isPresent()
                ? check.settings().find(on).equals(value)
                : check.given(on).isPresent();
    }

    private String found(TableCheck check) {
        String unset = check.given(on).isPresent() ? "" : " unless set";
        return value.isEmpty()
                ? ""
                : "; " + on.name() + " is " + on.kind().plain(check.settings().get(on)) + unset;
    }

    Map<String, Object> schema() {
        return Schemas.of(
                "if",
                Schemas.given(setting.name()),
                "then",
                value.map(this::must).orElseGet(this::given));
    }

    private Map<String, Object> given() {
        return Schemas.given(on.name());
    }

    private Map<String, Object> must(T wanted) {
        Map<String, Object> is = Map.of("enum", List.of(on.kind().plain(wanted)));
        return on.fallback().equals(value)
                ? Map.of("properties", Map.of(on.name(), Schemas.nullable(is)))
                : Schemas.of("properties", Map.of(on.name(), is), "required", List.of(on.name()));
    }
}
