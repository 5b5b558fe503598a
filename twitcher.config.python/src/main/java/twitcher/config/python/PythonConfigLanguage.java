package twitcher.config.python;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.ConfigLanguageName;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;
import twitcher.api.settings.Value;
import twitcher.config.python.worker.Program;

/** Python configs, evaluated by a worker process. */
@Component
@ConfigLanguageName(name = "python", extension = "twc", modules = "py", atOnce = 3)
public final class PythonConfigLanguage implements ConfigLanguage {
    private static final Logger LOG = LoggerFactory.getLogger(PythonConfigLanguage.class);

    private final Interpreters interpreters;

    /** A language whose files are evaluated by a worker of {@code interpreters}. */
    @Activate
    public PythonConfigLanguage(@Reference Interpreters interpreters) {
        this.interpreters = interpreters;
    }

    @Override
    public Declarations read(ConfigSource source) {
        byte[] text = source.text().toByteArray();
        int nul = nul(text);
        if (nul > 0) {
            return Declarations.refused(new Problem(
                    new Location(source.file(), nul, 0),
                    "a NUL byte; is this a text, in UTF-8 or with a coding line?"));
        }
        Program program = new Program(source.file(), source.folder().toString(), text, modules(source));
        try {
            return declarations(program, interpreters.evaluators().evaluate(program));
        } catch (Evaluator.Unanswered e) {
            return Declarations.refused(new Problem(new Location(source.file(), 0, 0), e.getMessage()));
        }
    }

    private static Map<String, byte[]> modules(ConfigSource source) {
        Map<String, byte[]> modules = new TreeMap<>();
        source.modules().forEach((name, text) -> modules.put(name, text.toByteArray()));
        return modules;
    }

    /** The line of the first NUL byte; 0 if there is none. */
    private static int nul(byte[] text) {
        int line = 1;
        for (byte b : text) {
            if (b == 0) {
                return line;
            }
            line += b == '\n' ? 1 : 0;
        }
        return 0;
    }

    private static Declarations declarations(Program program, Map<String, Object> answer) {
        List<Problem> problems = new ArrayList<>();
        for (Map<String, Object> problem : maps(answer.get("problems"))) {
            Location at = new Location(program.file(), number(problem.get("line")), number(problem.get("column")));
            problems.add(new Problem(at, (String) problem.get("message")));
        }
        String packed = null;
        List<Value.Fields> watches = new ArrayList<>();
        for (Map<String, Object> watch : maps(answer.get("watches"))) {
            if (packed == null && watch.containsKey("function")) {
                packed = Functions.pack(Imports.needed(program));
            }
            watches.add(watch(watch, new Location(program.file(), number(watch.get("line")), 0), packed));
        }
        return new Declarations(watches, problems);
    }

    private static Value.Fields watch(Map<String, Object> watch, Location at, String packed) {
        List<Value.Field> fields = new ArrayList<>();
        for (Object pair : (List<?>) watch.get("fields")) {
            List<?> both = (List<?>) pair;
            fields.add(new Value.Field((String) both.get(0), at, value(both.get(1), at)));
        }
        if (watch.get("function") instanceof Map<?, ?> function) {
            Map<String, Object> action = new LinkedHashMap<>();
            action.put("type", Functions.TYPE);
            action.put("function", function.get("name"));
            action.put("number", function.get("number"));
            action.put("mark", function.get("mark"));
            action.put("program", packed);
            fields.add(new Value.Field("action", at, Value.of(action, at)));
        }
        FirstTwitcher.Kept kept = FirstTwitcher.keep(new Value.Fields(fields, at));
        kept.warning().map(Problem::toString).ifPresent(LOG::warn);
        return kept.watch();
    }

    private static Value value(Object plain, Location at) {
        if (plain == null) {
            return new Value.Nothing(at);
        } else if (plain instanceof List<?> items) {
            return new Value.Items(items.stream().map(item -> value(item, at)).toList(), at);
        } else if (plain instanceof Map<?, ?> map) {
            List<Value.Field> fields = new ArrayList<>();
            map.forEach((key, value) -> fields.add(new Value.Field((String) key, at, value(value, at))));
            return new Value.Fields(fields, at);
        }
        return Value.of(plain, at);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object list) {
        return (List<Map<String, Object>>) list;
    }

    private static int number(Object number) {
        return ((BigDecimal) number).intValue();
    }
}
