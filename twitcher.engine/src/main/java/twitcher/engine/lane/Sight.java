package twitcher.engine.lane;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import twitcher.api.Stat;

/**
 * What a lane knows of its node.
 *
 * @param known whether it was read
 * @param stat the marks of the state last seen; empty: it does not exist
 * @param unreadable why it cannot be read at the moment
 */
public record Sight(boolean known, Optional<Stat> stat, Optional<String> unreadable) {
    static final Sight NONE = new Sight(false, Optional.empty(), Optional.empty());

    public Sight {
        requireNonNull(stat, "stat");
        requireNonNull(unreadable, "unreadable");
    }

    static Sight of(Optional<Stat> stat) {
        return new Sight(true, stat, Optional.empty());
    }

    Sight unreadable(String why) {
        return new Sight(known, stat, Optional.of(why));
    }
}
