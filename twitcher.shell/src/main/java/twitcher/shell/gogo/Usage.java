package twitcher.shell.gogo;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import twitcher.api.admin.Help;

/**
 * How a command is used, as the annotations of one of its methods say.
 *
 * @param summary what it does, in a line
 * @param parameters what it takes, in the method's order; one without a word is not for operators
 */
public record Usage(String summary, List<Taken> parameters) {
    /**
     * A parameter.
     *
     * @param names of an option; none: it is an argument
     * @param valued whether an option has a value
     * @param word what stands for it, such as {@code ID}
     * @param explanation what it is, in a few words
     */
    public record Taken(List<String> names, boolean valued, String word, String explanation) {
        boolean option() {
            return !names.isEmpty();
        }

        /** In a line of usage, such as {@code [-n N]}. */
        String brief() {
            return option() ? "[" + names.get(0) + (valued ? " " + word : "") + "]" : word;
        }

        /** In front of its explanation, such as {@code -n, --number N}. */
        String heading() {
            return option() ? String.join(", ", names) + (valued ? " " + word : "") : word;
        }
    }

    /** The usages of a command of {@code target}, the most detailed first. */
    static List<Usage> of(Object target, CommandName name) {
        List<Method> methods = Stream.of(target.getClass().getMethods())
                .filter(method -> implementing(method, name.function()))
                .toList();
        boolean helpful = methods.stream().anyMatch(method -> method.isAnnotationPresent(Help.class));
        return methods.stream()
                .filter(method -> !helpful || method.isAnnotationPresent(Help.class))
                .map(Usage::of)
                .sorted((a, b) -> b.parameters.size() - a.parameters.size())
                .toList();
    }

    /** As Gogo finds them: a getter too, and with an underscore where the name is a word of Java. */
    private static boolean implementing(Method method, String function) {
        String name = method.getName();
        return name.equalsIgnoreCase(function)
                || name.equalsIgnoreCase("get" + function)
                || name.equalsIgnoreCase("_" + function);
    }

    private static Usage of(Method method) {
        String summary = words(method.getAnnotations()).orElse("");
        Class<?>[] types = method.getParameterTypes();
        Annotation[][] annotations = method.getParameterAnnotations();
        List<Taken> taken = Stream.iterate(0, i -> i + 1)
                .limit(types.length)
                .filter(i -> types[i] != CommandSession.class)
                .map(i -> taken(types[i], annotations[i]))
                .toList();
        return new Usage(summary, taken);
    }

    /** A descriptor is {@code WORD: explanation}, or just words. */
    private static Taken taken(Class<?> type, Annotation[] annotations) {
        String descriptor = words(annotations).orElse(typeWord(type));
        String[] parts = descriptor.split(": ", 2);
        Optional<Parameter> option = find(annotations, Parameter.class);
        boolean valued = option.filter(parameter -> parameter.presentValue().equals(Parameter.UNSPECIFIED))
                .isPresent();
        boolean worded = valued || option.isEmpty();
        return new Taken(
                option.map(parameter -> List.of(parameter.names())).orElse(List.of()),
                valued,
                parts.length == 2 || worded && !descriptor.contains(" ") ? parts[0] : typeWord(type),
                parts[parts.length - 1]);
    }

    private static Optional<String> words(Annotation[] annotations) {
        return find(annotations, Descriptor.class)
                .map(Descriptor::value)
                .or(() -> find(annotations, Help.class).map(Help::value));
    }

    private static String typeWord(Class<?> type) {
        String word = type.getSimpleName().toUpperCase(Locale.ROOT);
        return type.isArray() ? "[" + word.replace("[]", "") + "...]" : word;
    }

    private static <T extends Annotation> Optional<T> find(Annotation[] annotations, Class<T> type) {
        return Stream.of(annotations).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The parameters that an operator may give: options, then arguments. */
    Stream<Taken> shown() {
        return Stream.concat(
                parameters.stream().filter(Taken::option),
                parameters.stream()
                        .filter(taken -> !taken.option() && !taken.word().isEmpty()));
    }

    /** In one line, such as {@code runs [--failed] [-n N] [ID]}. */
    String line(CommandName name) {
        return shown().map(Taken::brief)
                .collect(Collectors.joining(" ", name.typed() + " ", ""))
                .strip();
    }
}
