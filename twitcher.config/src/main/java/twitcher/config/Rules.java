package twitcher.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.config.ConfigurationRule;

/**
 * Asks bundles what they have against values of their configurations. The gate's thread waits for the answer, but not
 * for long, and only once for one that does not answer. Rules come and go on any thread.
 */
final class Rules {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<Rule> present = new CopyOnWriteArrayList<>();

    private record Rule(String pid, ConfigurationRule service) {}

    void add(String pid, ConfigurationRule service) {
        present.add(new Rule(pid, service));
    }

    void remove(ConfigurationRule service) {
        present.removeIf(rule -> rule.service() == service);
    }

    /** What is wrong with a configuration, by key. On the gate's thread. */
    Map<String, String> faults(String pid, Map<String, String> values) {
        Map<String, String> faults = new TreeMap<>();
        present.stream().filter(rule -> rule.pid().equals(pid)).forEach(rule -> faults.putAll(ask(rule, values)));
        return faults;
    }

    private Map<String, String> ask(Rule rule, Map<String, String> values) {
        FutureTask<Map<String, String>> question =
                new FutureTask<>(() -> Map.copyOf(rule.service().faults(Map.copyOf(values))));
        Thread thread = new Thread(question, "twitcher-config-rule");
        thread.setDaemon(true);
        thread.start();
        try {
            return question.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            question.cancel(true);
            giveUp(rule, "has not answered within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            giveUp(rule, "failed: " + e.getCause());
        } catch (InterruptedException e) {
            question.cancel(true);
            Thread.currentThread().interrupt();
        }
        return Map.of();
    }

    private void giveUp(Rule rule, String why) {
        present.remove(rule);
        LOG.warn(
                "{}: its rule {} {}; it is not asked again",
                rule.pid(),
                rule.service().getClass().getName(),
                why);
    }
}
