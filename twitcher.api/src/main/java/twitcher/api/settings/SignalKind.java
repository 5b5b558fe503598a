package twitcher.api.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Signals of Linux (x86 and ARM; see signal(7)), by number or name. */
record SignalKind() implements SettingKind<Integer> {
    private static final List<String> NAMES = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");
    private static final String PREFIX = "SIG";
    private static final WholeKind NUMBER = new WholeKind(1, NAMES.size());

    @Override
    public Converted<Integer> convert(Value raw) {
        if (raw instanceof Value.Text text) {
            int index = NAMES.indexOf(bare(text.text()));
            return index >= 0 ? Converted.good(index + 1) : Converted.bad(raw.at(), unknown(raw, text.text()));
        }
        Optional<Integer> number = NUMBER.convert(raw).value();
        return number.map(Converted::good).orElseGet(() -> Converted.bad(raw.at(), Found.instead(words(), raw)));
    }

    private static String bare(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    private String unknown(Value raw, String name) {
        Value number =
                Amounts.of(raw).<Value>map(n -> new Value.Numeral(n, raw.at())).orElse(raw);
        Optional<String> meant =
                NUMBER.convert(number).value().map(String::valueOf).or(() -> Nearest.to(name, names()));
        return Found.instead(words(), raw, meant);
    }

    private static List<String> names() {
        return Stream.concat(NAMES.stream(), NAMES.stream().map(PREFIX::concat)).toList();
    }

    @Override
    public String words() {
        return "a signal, 1 to 31 or a name such as HUP";
    }

    @Override
    public Map<String, Object> schema() {
        List<Integer> numbers = IntStream.rangeClosed(1, NAMES.size()).boxed().toList();
        return Map.of("enum", Stream.concat(numbers.stream(), names().stream()).toList());
    }

    @Override
    public Object plain(Integer value) {
        return NAMES.get(value - 1);
    }
}
