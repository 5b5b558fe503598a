package twitcher.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import twitcher.api.admin.Figures.Distribution;

/** Counts durations by size. Any thread, without a lock. */
final class Buckets {
    private final double[] bounds;
    private final LongAdder[] counts;
    private final LongAdder nanos = new LongAdder();

    /** @param seconds upper bounds, inclusive, ascending */
    Buckets(double... seconds) {
        bounds = seconds.clone();
        counts = Stream.generate(LongAdder::new).limit(seconds.length + 1L).toArray(LongAdder[]::new);
    }

    /** A negative duration counts as none: clocks of two machines differ. */
    void add(Duration duration) {
        long took = Math.max(0, duration.toNanos());
        nanos.add(took);
        int place = Arrays.binarySearch(bounds, took / (double) TimeUnit.SECONDS.toNanos(1));
        counts[place >= 0 ? place : -place - 1].increment();
    }

    Distribution now() {
        List<Double> upTo = Arrays.stream(bounds).boxed().toList();
        List<Long> each = Stream.of(counts).map(LongAdder::sum).toList();
        return new Distribution(upTo, each, Duration.ofNanos(nanos.sum()));
    }
}
