package twitcher.shell.gogo;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;

/**
 * How a command is used, as the annotations of one of its methods say.
 *
 * @param summary what it does, in a line
 * @param parameters what it takes, in the method's order
 */
record Usage(String summary, List<Taken> parameters) {
    /**
     * A parameter.
     *
     * @param names of an option; none: it is an argument
     * @param valued whether an option has a value
     * @param many whether an argument may be repeated, or left out
     * @param meaning what it is, in a few words
     */
    record Taken(List<String> names, boolean valued, boolean many, String meaning) {
        boolean option() {
            return !names.isEmpty();
        }

        /** As in {@code [-n N]}. */
        String brief() {
            String word = meaning.split("[ ,:;]", 2)[0];
            if (option()) {
                return "[" + names.get(0) + (valued ? " " + word : "") + "]";
            }
            return many ? "[" + word + "...]" : word;
        }
    }

    /** The usages of a command of {@code target}, the most detailed first. */
    static List<Usage> of(Object target, CommandName name) {
        return Stream.of(target.getClass().getMethods())
                .filter(method -> implementing(method, name.function()))
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
        Descriptor descriptor = method.getAnnotation(Descriptor.class);
        Class<?>[] types = method.getParameterTypes();
        Annotation[][] annotations = method.getParameterAnnotations();
        List<Taken> taken = Stream.iterate(0, i -> i + 1)
                .limit(types.length)
                .filter(i -> types[i] != CommandSession.class)
                .map(i -> taken(types[i], annotations[i]))
                .toList();
        return new Usage(descriptor == null ? "" : descriptor.value(), taken);
    }

    private static Taken taken(Class<?> type, Annotation[] annotations) {
        String meaning = find(annotations, Descriptor.class)
                .map(Descriptor::value)
                .orElse(type.getSimpleName().toUpperCase(java.util.Locale.ROOT));
        Optional<Parameter> option = find(annotations, Parameter.class);
        return new Taken(
                option.map(parameter -> List.of(parameter.names())).orElse(List.of()),
                option.filter(parameter -> parameter.presentValue().equals(Parameter.UNSPECIFIED))
                        .isPresent(),
                type.isArray() || List.class.isAssignableFrom(type),
                meaning);
    }

    private static <T extends Annotation> Optional<T> find(Annotation[] annotations, Class<T> type) {
        return Stream.of(annotations).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** In one line, such as {@code runs [ID...] [--failed]}. */
    String line(CommandName name) {
        StringJoiner line = new StringJoiner(" ").add(name.typed());
        Stream.concat(
                        parameters.stream().filter(Taken::option),
                        parameters.stream().filter(parameter -> !parameter.option()))
                .forEach(parameter -> line.add(parameter.brief()));
        return line.toString();
    }
}
