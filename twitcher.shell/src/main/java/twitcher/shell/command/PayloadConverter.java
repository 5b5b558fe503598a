package twitcher.shell.command;

import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;
import twitcher.api.Payload;

/**
 * Lets a command take bytes: where an operator named a file, Gogo has a byte array. A parameter of type {@link Payload}
 * gets that as it is, or typed text in UTF-8; a parameter of type String gets either as text.
 */
@Component(property = Converter.CONVERTER_CLASSES + "=twitcher.api.Payload")
public final class PayloadConverter implements Converter {
    @Override
    public Object convert(Class<?> desired, Object in) {
        if (desired == Payload.class) {
            return in instanceof byte[] bytes ? Payload.copyOf(bytes) : Payload.ofText(String.valueOf(in));
        }
        return desired == String.class && in instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    /** Nothing: Gogo's own way is good for everything. */
    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        return null;
    }
}
