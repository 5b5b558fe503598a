package twitcher.config.json;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.ConfigLanguageName;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.config.Document;

/**
 * JSON files: one object, <code>{"watches": [...]}</code>. Comments ({@code //} and {@code /* *&#47;}) and trailing
 * commas are allowed. Holds nothing; any thread.
 */
@Component
@ConfigLanguageName(name = "json", extension = "json")
public final class JsonConfigLanguage implements ConfigLanguage {
    @Override
    public Declarations read(ConfigSource source) {
        SourceText text = SourceText.of(source);
        if (!text.problems().isEmpty()) {
            return new Declarations(List.of(), text.problems());
        }
        try {
            return Document.declarations(JsonReader.read(text));
        } catch (SyntaxException e) {
            return Declarations.refused(e.problem());
        }
    }
}
