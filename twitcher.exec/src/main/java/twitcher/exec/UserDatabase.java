package twitcher.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The users and groups of this machine, as every name service of it has them. What was asked is remembered for a minute;
 * if a service does not answer, what was known before stays good.
 */
final class UserDatabase {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long HIGHEST_ID = 0xffff_fffeL;
    private static final int MOST_ENTRIES = 4096;

    private final Map<List<String>, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(Optional<String> text, long at) {}

    /** A user as the database has it. */
    record Entry(long uid, long gid, Identity.User user) {}

    /**
     * Who a process is that is to run as {@code user} (empty: the daemon's own) in {@code group} (empty: that user's
     * primary one), each a name or a number. A number without an entry is a user without supplementary groups.
     *
     * @throws SpawnFailure if there is no such user or group, or it cannot be looked up
     */
    Identity identity(Optional<String> user, Optional<String> group, SelfStatus self) throws SpawnFailure {
        String who = user.orElse(String.valueOf(self.uid()));
        Optional<Entry> entry = user(who);
        long uid = entry.map(Entry::uid).orElseGet(() -> Long.parseLong(who));
        long gid = group.isPresent() ? group(group.get()) : primary(entry, uid, self);
        List<Long> groups = entry.isPresent() ? groups(entry.get()) : List.of();
        return new Identity(uid, gid, groups, entry.map(Entry::user).orElseGet(() -> Identity.User.withoutEntry(uid)));
    }

    private static long primary(Optional<Entry> entry, long uid, SelfStatus self) throws SpawnFailure {
        if (entry.isPresent()) {
            return entry.get().gid();
        } else if (uid == self.uid()) {
            return self.gid();
        }
        throw new SpawnFailure(
                "uid " + uid + " has no entry in the user database, hence no primary group: set gid too");
    }

    /**
     * The entry of a name or number; empty for a number without one.
     *
     * @throws SpawnFailure if there is no such name, or it cannot be looked up
     */
    Optional<Entry> user(String nameOrNumber) throws SpawnFailure {
        checkName("user", nameOrNumber);
        Optional<Entry> entry = ask("getent", "passwd", nameOrNumber).flatMap(UserDatabase::entry);
        if (entry.isEmpty() && number(nameOrNumber).isEmpty()) {
            throw new SpawnFailure("no such user: " + nameOrNumber);
        }
        return entry;
    }

    /**
     * The number of a group.
     *
     * @throws SpawnFailure if there is no such name, or it cannot be looked up
     */
    long group(String nameOrNumber) throws SpawnFailure {
        checkName("group", nameOrNumber);
        Optional<Long> number = number(nameOrNumber);
        if (number.isPresent()) {
            return number.get();
        }
        return ask("getent", "group", nameOrNumber)
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length >= 3)
                .map(fields -> Long.valueOf(fields[2]))
                .orElseThrow(() -> new SpawnFailure("no such group: " + nameOrNumber));
    }

    private List<Long> groups(Entry entry) throws SpawnFailure {
        return ask("id", "-G", "--", entry.user().name())
                .map(line -> Arrays.stream(line.strip().split(" "))
                        .map(Long::valueOf)
                        .toList())
                .orElse(List.of(entry.gid()));
    }

    private static void checkName(String what, String text) throws SpawnFailure {
        if (text.isEmpty() || text.startsWith("-") || text.matches(".*[:\\s\\x00/].*")) {
            throw new SpawnFailure("no such " + what + ": '" + text + "'");
        }
        if (text.matches("\\d+") && number(text).isEmpty()) {
            throw new SpawnFailure(what + " " + text + ": must be 0 to " + HIGHEST_ID);
        }
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,10}") && Long.parseLong(text) <= HIGHEST_ID
                ? Optional.of(Long.valueOf(text))
                : Optional.empty();
    }

    private static Optional<Entry> entry(String line) {
        String[] fields = line.strip().split(":", -1);
        return fields.length < 7
                ? Optional.empty()
                : Optional.of(new Entry(
                        Long.parseLong(fields[2]),
                        Long.parseLong(fields[3]),
                        new Identity.User(
                                fields[0],
                                fields[5].isEmpty() ? "/" : fields[5],
                                fields[6].isEmpty() ? "/bin/sh" : fields[6])));
    }

    private Optional<String> ask(String... question) throws SpawnFailure {
        List<String> key = new ArrayList<>(List.of(question));
        Answer known = answers.get(key);
        long now = System.nanoTime();
        if (known != null && now - known.at() < FRESH_NANOS) {
            return known.text();
        }
        try {
            Answer answer = new Answer(Question.ask(key), now);
            if (answers.size() >= MOST_ENTRIES) {
                answers.clear();
            }
            answers.put(key, answer);
            return answer.text();
        } catch (SpawnFailure e) {
            if (known != null) {
                return known.text();
            }
            throw e;
        }
    }
}
