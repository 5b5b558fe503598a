package twitcher.api;

import java.util.Optional;

/**
 * The rules for a ZooKeeper path, as the ZooKeeper Programmer's Guide gives them ("The ZooKeeper Data Model") and its
 * {@code PathUtils.validatePath} checks them.
 */
public final class NodePath {
    private NodePath() {}

    /** What is wrong with {@code path}, in words that quote it; empty if it is a valid absolute path. */
    public static Optional<String> problem(String path) {
        if (!path.startsWith("/")) {
            return Optional.of("must start with '/', was: " + path);
        }
        if (path.length() > 1 && path.endsWith("/")) {
            return Optional.of("must not end with '/', was: " + path);
        }
        return path.length() == 1 ? Optional.empty() : partProblem(path);
    }

    private static Optional<String> partProblem(String path) {
        for (String part : path.substring(1).split("/", -1)) {
            if (part.isEmpty()) {
                return Optional.of("must not have an empty part ('//'), was: " + path);
            }
            if (part.equals(".") || part.equals("..")) {
                return Optional.of("must not have a relative part ('" + part + "'), was: " + path);
            }
        }
        return path.chars()
                .filter(NodePath::forbidden)
                .mapToObj(c -> String.format("must not contain the character U+%04X at index %d", c, path.indexOf(c)))
                .findFirst();
    }

    private static boolean forbidden(int c) {
        return c <= 0x1f || c >= 0x7f && c <= 0x9f || c >= 0xd800 && c <= 0xf8ff || c >= 0xfff0;
    }
}
