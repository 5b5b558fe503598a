package twitcher.shell.command;

import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;
import twitcher.api.Payload;

/**
 * Lets a command take bytes: a parameter of type {@link Payload} gets the typed text in UTF-8 or the bytes of a file that
 * the client sent, byte for byte; a parameter of type String gets either as text.
 */
@Component(property = Converter.CONVERTER_CLASSES + "=twitcher.api.Payload")
public final class PayloadConverter implements Converter {
    @Override
    public Object convert(Class<?> desired, Object in) {
        if (desired == Payload.class && in instanceof CharSequence text) {
            return Payload.ofText(text.toString());
        }
        return desired == String.class && in instanceof Payload payload ? payload.text() : null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        return null; // Gogo's own way for everything
    }
}
