package twitcher.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that is not as it was when it was last dealt with.
 *
 * @param file its name
 * @param now as it is; empty: it is gone
 */
record Change(String file, Optional<Seen> now) {
    /**
     * What has to be dealt with. Files in directories that could not be looked into count as they were.
     *
     * @param dealt every file that was dealt with, as it was then; empty: to be dealt with anew however it is
     */
    static List<Change> between(Map<String, Optional<Seen>> dealt, Snapshot now) {
        List<Change> changes = new ArrayList<>();
        for (String file : dealt.keySet()) {
            if (!now.files().containsKey(file) && !now.isUnknown(file)) {
                changes.add(new Change(file, Optional.empty()));
            }
        }
        now.files().forEach((file, seen) -> {
            Optional<Seen> before = dealt.getOrDefault(file, Optional.empty());
            if (before.isEmpty() || !before.get().equals(seen)) {
                changes.add(new Change(file, Optional.of(seen)));
            }
        });
        return changes;
    }
}
