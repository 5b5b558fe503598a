package twitcher.api.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import twitcher.api.Payload;

/**
 * A config file, read once: what was checked is what is used.
 *
 * @param file its name relative to the watched folder, with {@code /}
 * @param folder absolute path of the folder it lies in, for modules beside it
 * @param text its bytes
 */
public record ConfigSource(String file, Path folder, Payload text) {
    public ConfigSource {
        requireNonNull(file, "file");
        requireNonNull(folder, "folder");
        requireNonNull(text, "text");
    }
}
