package twitcher.api.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import twitcher.api.Payload;

/**
 * A config file, read once: what was checked is what is used.
 *
 * @param file its name relative to the watched folder, with {@code /}
 * @param folder absolute path of the folder it lies in, for modules beside it
 * @param text its bytes
 * @param modules what it may import from beside it: bytes by name relative to {@code folder}, with {@code /}; only for a
 *     language with {@link ConfigLanguageName#modules}
 */
public record ConfigSource(String file, Path folder, Payload text, Map<String, Payload> modules) {
    public ConfigSource {
        requireNonNull(file, "file");
        requireNonNull(folder, "folder");
        requireNonNull(text, "text");
        modules = Map.copyOf(modules);
    }

    /** A file without modules beside it. */
    public ConfigSource(String file, Path folder, Payload text) {
        this(file, folder, text, Map.of());
    }
}
