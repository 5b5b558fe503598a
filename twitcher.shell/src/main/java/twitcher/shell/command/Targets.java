package twitcher.shell.command;

import java.util.List;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.Watches;

/** Finds the watches that an operator names. */
final class Targets {
    /** Names every watch. */
    static final String ALL = "all";

    private final Watches watches;

    Targets(Watches watches) {
        this.watches = watches;
    }

    /** The one watch that is meant. */
    WatchStatus one(String part) {
        String id = new Choice("watch", ids()).of(part);
        return watches.find(id).orElseThrow(() -> new Refusal(id + ": went away this moment"));
    }

    /** The ids of all watches of a file, if that is what is named; else the id of the one watch that is meant. */
    List<String> some(String partOrFile) {
        List<String> ofFile =
                ids().stream().filter(id -> file(id).equals(partOrFile)).toList();
        return ofFile.isEmpty() ? List.of(one(partOrFile).watch().id()) : ofFile;
    }

    /** As {@link #some}, or every watch for {@link #ALL}. */
    List<String> someOrAll(String partFileOrAll) {
        return partFileOrAll.equals(ALL) ? ids() : some(partFileOrAll);
    }

    /** The ids of all. */
    List<String> ids() {
        return watches.list().stream().map(status -> status.watch().id()).toList();
    }

    private static String file(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? "" : id.substring(0, colon);
    }
}
