package twitcher.api.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists of one kind of item. */
record ListKind<T>(SettingKind<T> item) implements SettingKind<List<T>> {
    @Override
    public Converted<List<T>> convert(Value raw) {
        if (!(raw instanceof Value.Items items)) {
            return Converted.bad(raw.at(), Found.instead(words(), raw));
        }
        List<T> values = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < items.items().size(); i++) {
            String step = "[" + i + "]";
            Converted<T> converted = item.convert(items.items().get(i));
            converted.value().ifPresent(values::add);
            converted.faults().forEach(fault -> faults.add(fault.in(step)));
        }
        return faults.isEmpty() ? Converted.good(List.copyOf(values)) : Converted.bad(faults);
    }

    @Override
    public String words() {
        return "a list, each item " + item.words();
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.of("type", "array", "items", item.schema());
    }

    @Override
    public Object plain(List<T> value) {
        return value.stream().map(item::plain).toList();
    }
}
