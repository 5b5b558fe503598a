package twitcher.config;

import java.util.Optional;

/**
 * A file as a look at the folder found it. It is worth another reading when this is not equal to what it was.
 *
 * @param mark the file itself; for a symbolic link, what it leads to
 * @param refusal why it must not be loaded: it, or a directory on the way to it, is not to be trusted
 */
record Seen(Mark mark, Optional<String> refusal) {}
