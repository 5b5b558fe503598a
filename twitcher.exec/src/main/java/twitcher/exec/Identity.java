package twitcher.exec;

import java.util.List;
import java.util.Set;

/**
 * Who a process is.
 *
 * @param uid its user
 * @param gid its group
 * @param groups its supplementary groups
 * @param user what is known of the user
 */
record Identity(long uid, long gid, List<Long> groups, User user) {
    Identity {
        groups = List.copyOf(groups);
    }

    /** Whether its supplementary groups are {@code others}, in any order. */
    boolean hasGroups(List<Long> others) {
        return Set.copyOf(groups).equals(Set.copyOf(others));
    }

    /** As user database and environment have it; for a uid without an entry there: the number and {@code /}. */
    record User(String name, String home, String shell) {
        static User withoutEntry(long uid) {
            return new User(String.valueOf(uid), "/", "/bin/sh");
        }
    }
}
