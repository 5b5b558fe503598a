package twitcher.metrics;

import java.util.List;
import java.util.Optional;
import twitcher.api.admin.Figures;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.Waiting;
import twitcher.api.admin.WatchStatus;
import twitcher.api.node.Connection;

/**
 * What the parts of the daemon say of themselves at one moment; empty: the part is not there.
 *
 * @param version of the daemon
 * @param figures of the engine
 * @param watches of the engine
 * @param waiting the changes that wait, the longest first
 * @param connection to ZooKeeper
 * @param files of the watched folder
 */
record Parts(
        String version,
        Optional<Figures> figures,
        List<WatchStatus> watches,
        List<Waiting> waiting,
        Optional<Connection> connection,
        List<FileStatus> files) {}
