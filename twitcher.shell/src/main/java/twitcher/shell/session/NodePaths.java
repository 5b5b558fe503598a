package twitcher.shell.session;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.shell.gogo.CommandName;
import twitcher.shell.gogo.Invocation;

/** Completes the paths of nodes: by the children there are, and by what is watched. */
final class NodePaths {
    private static final Logger LOG = LoggerFactory.getLogger(NodePaths.class);
    private static final CommandName LIST = new CommandName("zk", "ls");

    private final Daemon daemon;

    NodePaths(Daemon daemon) {
        this.daemon = daemon;
    }

    /** The paths that {@code begun} may become, one level further. */
    List<String> below(String begun) {
        String parent = begun.substring(0, begun.lastIndexOf('/') + 1);
        Stream<String> watched = daemon.known().znodes().stream().filter(path -> path.startsWith(begun));
        Stream<String> children =
                begun.startsWith("/") ? children(parent).stream().map(name -> parent + name) : Stream.of();
        return Stream.concat(watched, children).distinct().sorted().toList();
    }

    /** By the command that anybody could type; none if it fails, for whatever reason. */
    private List<String> children(String parent) {
        String node = parent.length() == 1 ? parent : parent.substring(0, parent.length() - 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CommandSession session =
                daemon.processor().createSession(InputStream.nullInputStream(), out, OutputStream.nullOutputStream())) {
            new Invocation(LIST, List.of(node)).in(session);
            return out.toString(StandardCharsets.UTF_8).lines().toList();
        } catch (Exception e) { // a command may throw anything
            LOG.debug("completion: {}", e.toString());
            return List.of();
        }
    }
}
