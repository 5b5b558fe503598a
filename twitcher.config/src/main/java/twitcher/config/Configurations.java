package twitcher.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code .cfg} files: {@code key=value} lines in UTF-8 as {@link Properties} reads them, for Config Admin. The PID is
 * the file's name without its ending; {@code name~instance.cfg} is an instance of the factory {@code name}. What a value
 * says is never logged.
 */
final class Configurations implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");
    private static final int MOST_BYTES = 1 << 20;
    static final String KIND = "configuration";
    /** With this key, File Install would write to the file that it names. */
    private static final String FILE_INSTALLS_OWN = "felix.fileinstall.filename";

    private final Tools tools;
    private final ConfigurationAdmin admin;
    private final Journal applied;
    private final Map<String, Map<String, String>> contents = new TreeMap<>();

    /**
     * Applies files to {@code admin}.
     *
     * @param applied which file each PID comes from, also in the next life of this bundle
     */
    Configurations(Tools tools, ConfigurationAdmin admin, Journal applied) {
        this.tools = tools;
        this.admin = admin;
        this.applied = applied;
    }

    @Override
    public String kind(String file) {
        return KIND;
    }

    @Override
    public void begin(Set<String> files) {
        for (String pid : applied.keys()) {
            if (!files.contains(applied.get(pid).orElseThrow())) {
                delete(pid);
            }
        }
    }

    @Override
    public void changed(String file, Seen seen) {
        ReadOnce.Text text = tools.reader().text(file, seen, MOST_BYTES);
        if (text.result() instanceof ReadOnce.Result.Read) {
            read(file, text.bytes());
        } else if (text.result() instanceof ReadOnce.Result.Unreadable unreadable) {
            error(file, unreadable.why());
            tools.agenda().later(file);
        } else {
            tools.agenda().soon(file);
        }
    }

    @Override
    public void refused(String file, String why) {
        error(file, "not loaded: " + why);
    }

    @Override
    public void removed(String file) {
        contents.remove(file);
        tools.statuses().remove(file);
        String pid = pid(file);
        if (applied.get(pid).equals(Optional.of(file))) {
            delete(pid);
            LOG.info("{}: removed, and the configuration {} with it", file, pid);
            contents.keySet().stream()
                    .filter(f -> pid(f).equals(pid))
                    .findFirst()
                    .ifPresent(this::apply);
        }
    }

    @Override
    public boolean isBusy() {
        return false;
    }

    static String pid(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.substring(0, name.lastIndexOf('.'));
    }

    private void read(String file, byte[] bytes) {
        try {
            contents.put(file, parse(bytes));
        } catch (IllegalArgumentException e) {
            error(file, e.getMessage());
            return;
        }
        rival(file).ifPresentOrElse(first -> error(file, rivalry(first, file)), () -> apply(file));
    }

    /**
     * What a file sets.
     *
     * @throws IllegalArgumentException if it cannot be applied, with the reason
     */
    static Map<String, String> parse(byte[] bytes) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8", e);
        } catch (IOException e) {
            throw new IllegalStateException("a string can be read", e);
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        if (values.containsKey(FILE_INSTALLS_OWN)) {
            throw new IllegalArgumentException(FILE_INSTALLS_OWN + ": is not for configurations; remove it");
        }
        return values;
    }

    /** What is said of the second file for one configuration. */
    static String rivalry(String first, String file) {
        return first + " is the configuration " + pid(file) + " already; delete one of them";
    }

    /** What a file sets now; nothing unless it is in effect. On the gate's thread. */
    Map<String, String> now(String file) {
        return applied.get(pid(file)).equals(Optional.of(file)) ? contents.getOrDefault(file, Map.of()) : Map.of();
    }

    /** Another file that is the same configuration. */
    Optional<String> rival(String file) {
        return applied.get(pid(file)).filter(f -> !f.equals(file));
    }

    private void apply(String file) {
        String pid = pid(file);
        Dictionary<String, Object> values = new Hashtable<>(contents.get(file));
        try {
            applied.put(pid, file);
            boolean changed = find(pid).updateIfDifferent(values);
            LOG.info("{}: {} the configuration {}", file, changed ? "sets" : "is, unchanged,", pid);
            tools.statuses().active(file, KIND, 0);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            error(file, "Config Admin refuses it: " + Words.of(e));
        }
    }

    private void delete(String pid) {
        applied.remove(pid);
        try {
            find(pid).delete();
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            LOG.warn("{}: the configuration cannot be deleted: {}", pid, Words.of(e));
        }
    }

    private Configuration find(String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }

    private void error(String file, String what) {
        tools.statuses().error(file, KIND, List.of(file + ": " + what));
    }
}
