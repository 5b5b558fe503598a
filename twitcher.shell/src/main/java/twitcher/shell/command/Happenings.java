package twitcher.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import twitcher.api.Run;
import twitcher.api.RunListener;
import twitcher.api.Stat;
import twitcher.api.admin.Sighting;
import twitcher.api.admin.SightingListener;
import twitcher.shell.text.Json;
import twitcher.shell.text.Tone;

/**
 * Hears what happens and keeps it for one reader. Bounded: what a reader that is too slow has no room for is dropped and
 * counted, and the engine never waits.
 */
final class Happenings implements RunListener, SightingListener {
    private static final int ROOM = 1_000;

    private final String part;
    private final BlockingQueue<Happening> kept = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong lost = new AtomicLong();

    /** @param part only watches that have it in their id */
    Happenings(String part) {
        this.part = part;
    }

    @Override
    public void seen(Sighting sighting) {
        String what = sighting.event().map(event -> event.word()).orElse("missing");
        Map<String, Object> details = Json.object("decided", sighting.decided());
        marks(details, sighting.stat());
        keep(new Happening(sighting.at(), sighting.watchId(), what, Tone.PLAIN, details));
    }

    @Override
    public void started(Run run) {
        Map<String, Object> details =
                Json.object("run", run.id(), "event", run.event().word(), "attempt", run.attempt());
        marks(details, run.stat());
        keep(new Happening(Instant.now(), run.watchId(), "started", Tone.NOTICE, details));
    }

    @Override
    public void ended(Run run) {
        run.end().ifPresent(end -> {
            Map<String, Object> details =
                    Json.object("run", run.id(), "outcome", end.outcome().words(), "took", end.took());
            Tone tone = Outcomes.cell(end.outcome()).tone();
            keep(new Happening(end.at(), run.watchId(), "ended", tone, details));
        });
    }

    private static void marks(Map<String, Object> details, Optional<Stat> stat) {
        stat.ifPresent(marks -> {
            details.put("mzxid", Outcomes.hex(marks.mzxid()));
            details.put("version", marks.version());
        });
    }

    @Override
    public void missed(long calls) {
        lost.addAndGet(calls);
    }

    /** Any thread; returns at once. */
    void keep(Happening happening) {
        if (happening.subject().contains(part) && !kept.offer(happening)) {
            lost.incrementAndGet();
        }
    }

    /** The next, if there is one in time. */
    Optional<Happening> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(kept.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** How many were lost since this was asked last. */
    long lost() {
        return lost.getAndSet(0);
    }
}
