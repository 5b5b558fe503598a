package twitcher.api.settings;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What values the component of a record takes, by its type and annotations. */
final class ComponentKind {
    private static final int PERMISSIONS = 0777;

    private final Optional<Range> range;
    private final Optional<Form> form;
    private boolean ranged;

    private ComponentKind(RecordComponent component) {
        range = Optional.ofNullable(component.getAnnotation(Range.class));
        form = Optional.ofNullable(component.getAnnotation(Form.class));
    }

    /**
     * The kind of a component whose value is a {@code type}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static SettingKind<?> of(RecordComponent component, Type type) {
        ComponentKind kinds = new ComponentKind(component);
        SettingKind<?> kind = kinds.of(type);
        if (kinds.range.isPresent() && !kinds.ranged) {
            throw new IllegalArgumentException("has a @Range and is neither an int nor a Duration");
        }
        return kind;
    }

    private SettingKind<?> of(Type type) {
        if (form.isPresent() && fits(form.get().value(), type)) {
            return formed(form.get().value());
        }
        if (type instanceof ParameterizedType generic) {
            return container(generic);
        }
        if (type instanceof Class<?> plain) {
            return form.isPresent() ? misfit(type) : own(plain).orElseGet(() -> plain(plain));
        }
        return unknown(type);
    }

    private static boolean fits(Form.Of form, Type type) {
        return switch (form) {
            case ANY_TEXT, LINE, USER, GROUP -> type == String.class;
            case OCTAL, SIGNAL -> type == int.class || type == Integer.class;
            case COMMAND -> isGeneric(type, List.class, String.class);
            case ENVIRONMENT -> isGeneric(type, Map.class, String.class, String.class);
        };
    }

    private static boolean isGeneric(Type type, Class<?> container, Class<?>... arguments) {
        return type instanceof ParameterizedType generic
                && generic.getRawType() == container
                && List.of(generic.getActualTypeArguments()).equals(List.of(arguments));
    }

    private SettingKind<?> formed(Form.Of wanted) {
        return switch (wanted) {
            case ANY_TEXT -> SettingKinds.text();
            case LINE -> SettingKinds.line();
            case OCTAL -> SettingKinds.octal(PERMISSIONS);
            case SIGNAL -> SettingKinds.signal();
            case USER -> SettingKinds.user();
            case GROUP -> SettingKinds.group();
            case COMMAND -> SettingKinds.command();
            case ENVIRONMENT -> SettingKinds.environment();
        };
    }

    private SettingKind<?> container(ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        if (generic.getRawType() == List.class) {
            return SettingKinds.list(of(arguments[0]));
        } else if (generic.getRawType() == Map.class && arguments[0] == String.class) {
            return SettingKinds.map(of(arguments[1]));
        }
        return unknown(generic);
    }

    /** The kind of a type of the author's own, which has a method that says it. */
    private static Optional<SettingKind<?>> own(Class<?> type) {
        Optional<Method> method = Stream.of(type.getDeclaredMethods())
                .filter(m -> m.getName().equals("kind") && m.getReturnType() == SettingKind.class)
                .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getParameterCount() == 0)
                .findFirst();
        return method.map(m -> {
            try {
                m.setAccessible(true);
                return (SettingKind<?>) m.invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("the method kind() of " + type.getName() + " failed", e);
            }
        });
    }

    private SettingKind<?> plain(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return whole();
        } else if (type == Duration.class) {
            return seconds();
        } else if (type == boolean.class || type == Boolean.class) {
            return SettingKinds.flag();
        } else if (type.isEnum()) {
            return choice(type);
        } else if (type.isRecord() && type != SecretFile.class) {
            return new RecordKind<>(SettingRecord.of(type.asSubclass(Record.class)));
        }
        return worded(type);
    }

    private static SettingKind<?> worded(Class<?> type) {
        if (type == String.class) {
            return SettingKinds.filledText();
        } else if (type == Path.class) {
            return new MappedKind<>(SettingKinds.path(), Path::of, Path::toString);
        } else if (type == URI.class) {
            return new MappedKind<>(URIS, URI::create, URI::toString);
        } else if (type == SecretFile.class) {
            return SettingKinds.secretFile();
        }
        return unknown(type);
    }

    private SettingKind<Integer> whole() {
        ranged = true;
        return range.map(r -> new WholeKind(r.min(), r.max(), r.unit())).orElse(new WholeKind(0, Integer.MAX_VALUE));
    }

    private SettingKind<Duration> seconds() {
        ranged = true;
        if (range.filter(r -> !r.unit().isEmpty()).isPresent()) {
            throw new IllegalArgumentException("has a unit, and a Duration is always in seconds");
        }
        return range.<SettingKind<Duration>>map(r -> new SecondsRangeKind(r.min(), r.max()))
                .orElseGet(SettingKinds::positiveSeconds);
    }

    private static <E extends Enum<E>> SettingKind<?> choice(Class<?> type) {
        @SuppressWarnings("unchecked")
        Class<E> choices = (Class<E>) type;
        return SettingKinds.choice(choices);
    }

    private static final TextKind URIS = new TextKind(
            "a URI with a scheme, such as \"https://example.org/path\"",
            Map.of("format", "uri", "minLength", 1),
            ComponentKind::uriProblem);

    private static Optional<String> uriProblem(String text) {
        try {
            return new URI(text).isAbsolute()
                    ? Optional.empty()
                    : Optional.of("expected a URI with a scheme, such as \"https://example.org/path\", was "
                            + Found.quoted(text));
        } catch (URISyntaxException e) {
            return Optional.of("is no URI: " + e.getReason() + " at character " + (e.getIndex() + 1) + ", was "
                    + Found.quoted(text));
        }
    }

    private SettingKind<?> misfit(Type type) {
        throw new IllegalArgumentException(
                "has @Form(" + form.orElseThrow().value() + "), which is not for " + type.getTypeName());
    }

    private static SettingKind<?> unknown(Type type) {
        throw new IllegalArgumentException(
                "cannot be a " + type.getTypeName() + "; see SettingRecord for what it can be");
    }
}
