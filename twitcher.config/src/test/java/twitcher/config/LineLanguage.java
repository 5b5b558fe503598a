package twitcher.config;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.config.NotReady;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;
import twitcher.api.settings.Value;

/**
 * A language for tests: a watch a line, {@code znode command [description]}. A line {@code !words} is a problem,
 * {@code hang} never returns, {@code throw} throws, and {@code later} is not ready to be read {@link #unready} times.
 */
final class LineLanguage implements ConfigLanguage {
    final AtomicInteger read = new AtomicInteger();
    final AtomicInteger unready = new AtomicInteger();
    final CountDownLatch hanging = new CountDownLatch(1);

    @Override
    public Declarations read(ConfigSource source) {
        read.incrementAndGet();
        List<Value.Fields> watches = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<String> lines = source.text().text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Location at = new Location(source.file(), i + 1, 1);
            String line = lines.get(i);
            if (line.startsWith("!")) {
                problems.add(new Problem(at, line.substring(1)));
            } else if (line.equals("hang")) {
                hang();
            } else if (line.equals("later") && unready.getAndDecrement() > 0) {
                throw new NotReady("the line is busy");
            } else if (line.equals("throw")) {
                throw new IllegalStateException("boom");
            } else if (!line.isBlank() && !line.equals("later")) {
                watches.add(watch(line.split(" "), at));
            }
        }
        return new Declarations(watches, problems);
    }

    private void hang() {
        boolean released = false;
        while (!released) {
            try {
                hanging.await();
                released = true;
            } catch (InterruptedException e) {
                // A guest that does not let itself be interrupted.
            }
        }
    }

    private static Value.Fields watch(String[] words, Location at) {
        List<Value.Field> fields = new ArrayList<>();
        fields.add(field("znode", words[0], at));
        fields.add(field("action", words[1], at));
        if (words.length > 2) {
            fields.add(field("description", words[2], at));
        }
        return new Value.Fields(fields, at);
    }

    private static Value.Field field(String key, String text, Location at) {
        return new Value.Field(key, at, new Value.Text(text, at));
    }
}
