package twitcher.config;

import java.io.IOException;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.settings.Problem;
import twitcher.config.ConfigurationCheck.Verdict;

/**
 * The {@code .cfg} files: {@code key=value} lines in UTF-8 as {@link java.util.Properties} reads them, for Config Admin. The PID is
 * the file's name without its ending; {@code name~instance.cfg} is an instance of the factory {@code name}. Each is checked against
 * what the bundles say of their configurations; one with a fault leaves what was set before. What a sound value says is
 * never logged.
 */
final class Configurations implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");
    private static final int MOST_BYTES = 1 << 20;
    static final String KIND = "configuration";

    private final Tools tools;
    private final ConfigurationAdmin admin;
    private final Journal applied;
    private final ConfigurationCheck check;
    private final Map<String, CfgText> texts = new TreeMap<>();
    private final Map<String, InForce> inForce = new HashMap<>();

    /** What Config Admin was given for a PID; {@code read}: somebody there said that he reads it. */
    private record InForce(CfgText text, Map<String, Object> values, boolean read) {}

    /**
     * Applies files to {@code admin}.
     *
     * @param applied which file each PID comes from, also in the next life of this bundle
     */
    Configurations(Tools tools, ConfigurationAdmin admin, Journal applied, ConfigurationCheck check) {
        this.tools = tools;
        this.admin = admin;
        this.applied = applied;
        this.check = check;
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
            texts.put(file, CfgText.of(file, text.bytes()));
            consider(file);
        } else if (text.result() instanceof ReadOnce.Result.Unreadable unreadable) {
            texts.remove(file);
            error(file, List.of(file + ": " + unreadable.why()));
            tools.agenda().later(file);
        } else {
            tools.agenda().soon(file);
        }
    }

    @Override
    public void refused(String file, String why) {
        texts.remove(file);
        error(file, List.of(file + ": not loaded: " + why));
    }

    @Override
    public void removed(String file) {
        texts.remove(file);
        tools.statuses().remove(file);
        String pid = pid(file);
        if (applied.get(pid).equals(Optional.of(file))) {
            delete(pid);
            LOG.info("{}: removed, and the configuration {} with it", file, pid);
            texts.keySet().stream().filter(f -> pid(f).equals(pid)).findFirst().ifPresent(this::consider);
        }
    }

    @Override
    public boolean isBusy() {
        return false;
    }

    /** A bundle came, went or is another, or a service that Config Admin tells: what is known may be another than before. */
    void knowledgeChanged(long bundleId) {
        check.forget(bundleId);
        List.copyOf(texts.keySet()).forEach(this::consider);
    }

    static String pid(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.substring(0, name.lastIndexOf('.'));
    }

    private void consider(String file) {
        rival(file)
                .ifPresentOrElse(first -> error(file, List.of(file + ": " + rivalry(first, file))), () -> decide(file));
    }

    private void decide(String file) {
        Verdict verdict = verdict(pid(file), texts.get(file));
        if (verdict instanceof Verdict.Faulty faulty) {
            withdrawUnread(pid(file));
            error(file, faulty.problems().stream().map(Problem::toString).toList());
        } else if (verdict instanceof Verdict.Sound sound) {
            if (apply(file, sound)) {
                tools.statuses().active(file, KIND, 0);
            }
        } else if (verdict instanceof Verdict.Unread unread) {
            if (isInForce(file) || apply(file, unread)) {
                tools.statuses().waiting(file, KIND, unread.waitsFor());
            }
        }
    }

    /** What is to be said of a text for a PID. */
    Verdict verdict(String pid, CfgText text) {
        return check.of(pid, text);
    }

    /** What is said of the second file for one configuration. */
    static String rivalry(String first, String file) {
        return first + " is the configuration " + pid(file) + " already; delete one of them";
    }

    /** What a file sets now; nothing unless it is in effect. On the gate's thread. */
    Map<String, Object> now(String file) {
        return applied.get(pid(file)).equals(Optional.of(file))
                ? Optional.ofNullable(inForce.get(pid(file)))
                        .map(InForce::values)
                        .orElse(Map.of())
                : Map.of();
    }

    /** Another file that is the same configuration. */
    Optional<String> rival(String file) {
        return applied.get(pid(file)).filter(f -> !f.equals(file));
    }

    /** Whether it is set as it is, perhaps as a bundle wanted it that has left. */
    private boolean isInForce(String file) {
        InForce present = inForce.get(pid(file));
        return present != null && present.text().equals(texts.get(file));
    }

    private boolean apply(String file, Verdict.Usable verdict) {
        String pid = pid(file);
        try {
            applied.put(pid, file);
            boolean changed = find(pid).updateIfDifferent(new Hashtable<>(verdict.values()));
            inForce.put(pid, new InForce(texts.get(file), verdict.values(), verdict instanceof Verdict.Sound));
            if (verdict instanceof Verdict.Sound sound
                    && (changed || !tools.statuses().isActive(file))) {
                LOG.info("{}: {} the configuration {}{}", file, changed ? "sets" : "is, unchanged,", pid, sound.note());
            }
            return true;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            error(file, List.of(file + ": Config Admin refuses it: " + Words.of(e)));
            return false;
        }
    }

    /** What nobody read until now must not be the first that somebody is given, now that it is known to be wrong. */
    private void withdrawUnread(String pid) {
        InForce before = inForce.get(pid);
        if (before != null && !before.read()) {
            delete(pid);
        }
    }

    private void delete(String pid) {
        applied.remove(pid);
        inForce.remove(pid);
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

    private void error(String file, List<String> problems) {
        tools.statuses().error(file, KIND, problems);
    }
}
