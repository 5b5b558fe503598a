package twitcher.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small map on disk. A line for each change, of which the last counts; each carries its own checksum, so that damage
 * costs only what it hits. Not synchronous: a crash of the machine may cost the last lines. On the gate's thread.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");
    private static final int ENOUGH_TO_REWRITE = 1000;

    private final Path path;
    private final Map<String, String> entries = new TreeMap<>();
    private int lines;
    private boolean complained;

    Journal(Path path) {
        this.path = path;
        load();
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    Set<String> keys() {
        return Set.copyOf(entries.keySet());
    }

    void put(String key, String value) {
        if (!value.equals(entries.put(key, value))) {
            append(line(key, value));
        }
    }

    void remove(String key) {
        if (entries.remove(key) != null) {
            append(line(key, ""));
        }
    }

    /** Forgets every key that {@code wanted} does not accept. */
    void keepOnly(Predicate<String> wanted) {
        if (entries.keySet().removeIf(wanted.negate())) {
            rewrite();
        }
    }

    private void append(String line) {
        if (++lines > ENOUGH_TO_REWRITE + 2 * entries.size()) {
            rewrite();
            return;
        }
        try {
            Files.writeString(path, line, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            complain(e);
        }
    }

    private void rewrite() {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        StringBuilder text = new StringBuilder();
        entries.forEach((key, value) -> text.append(line(key, value)));
        try {
            Files.writeString(fresh, text, UTF_8);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            lines = entries.size();
        } catch (IOException e) {
            complain(e);
        }
    }

    private void load() {
        try {
            String text = Files.exists(path) ? new String(Files.readAllBytes(path), UTF_8) : "";
            long damaged = text.lines().filter(line -> !take(line)).count();
            lines = (int) text.lines().count();
            if (damaged > 0) {
                LOG.warn("{}: {} of {} lines are damaged and ignored", path, damaged, lines);
                rewrite();
            }
        } catch (IOException e) {
            complain(e);
        }
    }

    private boolean take(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[0].equals(checksum(parts[1], parts[2]))) {
            return false;
        }
        String value = URLDecoder.decode(parts[2], UTF_8);
        if (value.isEmpty()) {
            entries.remove(URLDecoder.decode(parts[1], UTF_8));
        } else {
            entries.put(URLDecoder.decode(parts[1], UTF_8), value);
        }
        return true;
    }

    private static String line(String key, String value) {
        String written = URLEncoder.encode(key, UTF_8);
        String said = URLEncoder.encode(value, UTF_8);
        return checksum(written, said) + " " + written + " " + said + "\n";
    }

    private static String checksum(String key, String value) {
        CRC32 sum = new CRC32();
        sum.update((key + " " + value).getBytes(UTF_8));
        return String.format("%08x", sum.getValue());
    }

    private void complain(IOException e) {
        if (!complained) {
            complained = true;
            LOG.warn("{}: {}; after a restart, ids without a description may differ", path, Words.of(e));
        }
    }
}
