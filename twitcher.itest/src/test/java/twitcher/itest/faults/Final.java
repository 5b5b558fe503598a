package twitcher.itest.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.zookeeper.data.Stat;

/**
 * The state in which a node was left.
 *
 * @param marks its zxids; empty: it does not exist
 * @param payload as {@link Started#payload} has it
 */
record Final(Optional<Verdict.Marks> marks, String payload) {
    static Final missing() {
        return new Final(Optional.empty(), "");
    }

    static Final data(byte[] data, Stat stat) {
        return new Final(marks(stat), data.length == 0 ? "" : new String(data, StandardCharsets.UTF_8) + ",");
    }

    static Final children(List<String> names, Stat stat) {
        return new Final(
                marks(stat), names.stream().sorted().map(name -> name + ",").collect(Collectors.joining()));
    }

    private static Optional<Verdict.Marks> marks(Stat stat) {
        return Optional.of(new Verdict.Marks(stat.getCzxid(), stat.getMzxid(), stat.getPzxid()));
    }

    boolean exists() {
        return marks.isPresent();
    }
}
