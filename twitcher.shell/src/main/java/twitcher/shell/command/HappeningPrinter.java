package twitcher.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import twitcher.api.node.Connection;
import twitcher.api.node.NodeSource;
import twitcher.shell.text.Json;
import twitcher.shell.text.Printable;
import twitcher.shell.text.Tone;

/** Prints what happens, a line each, with what becomes of the connection, for which there is no listener. */
final class HappeningPrinter {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final Listing listing;
    private final Supplier<Optional<NodeSource>> nodes;
    private Optional<Connection> before = Optional.empty();
    private long printed;

    HappeningPrinter(Listing listing, Supplier<Optional<NodeSource>> nodes) {
        this.listing = listing;
        this.nodes = nodes;
    }

    /** Until so many lines are printed, or it is interrupted. */
    void print(Happenings happenings, long lines) throws InterruptedException {
        while (printed < lines) {
            connection();
            Optional<Happening> next = printed < lines ? happenings.next(LOOK) : Optional.empty();
            next.ifPresent(this::line);
            long lost = happenings.lost();
            if (lost > 0) {
                line(lost(lost));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static Happening lost(long lines) {
        Map<String, Object> details = Json.object("lines", lines, "because", "they came faster than they are read");
        return new Happening(Instant.now(), "tail", "lost", Tone.BAD, details);
    }

    private void connection() {
        Optional<Connection> now = nodes.get().map(NodeSource::connection);
        if (!now.map(HappeningPrinter::identity).equals(before.map(HappeningPrinter::identity))) {
            now.ifPresent(connection -> line(happening(connection)));
            before = now;
        }
    }

    /** It may have gone and come back between two looks: then it is another one. */
    private static String identity(Connection connection) {
        return connection.state() + " " + connection.since();
    }

    private static Happening happening(Connection connection) {
        Map<String, Object> details = Json.object("servers", connection.servers());
        connection.detail().ifPresent(words -> details.put("detail", words));
        Tone tone = connection.state() == Connection.State.CONNECTED ? Tone.GOOD : Tone.BAD;
        return new Happening(connection.since(), "zookeeper", connection.state().name(), tone, details);
    }

    private void line(Happening happening) {
        Listing.print(listing.json() ? json(happening) : text(happening));
        printed++;
    }

    private static String json(Happening happening) {
        Map<String, Object> data =
                Json.object("at", happening.at(), "subject", happening.subject(), "what", happening.what());
        data.putAll(happening.details());
        return Json.line(data);
    }

    private String text(Happening happening) {
        String details = happening.details().entrySet().stream()
                .map(detail -> detail.getKey() + "=" + value(detail.getValue()))
                .collect(Collectors.joining(" "));
        String what = listing.screen().colour() ? happening.tone().on(happening.what()) : happening.what();
        return CLOCK.format(happening.at()) + " " + Printable.line(happening.subject()) + " " + what + ": "
                + Printable.line(details) + "\n";
    }

    private static String value(Object value) {
        if (value instanceof Duration duration) {
            return duration.toMillis() + "ms";
        }
        String text = value.toString();
        return text.indexOf(' ') < 0 ? text : '"' + text + '"';
    }
}
