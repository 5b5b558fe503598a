package twitcher.launcher.client;

/**
 * A file that the client opened, sent along with the command.
 *
 * @param argument the index of the argument that names it
 * @param name as typed, without {@code @}
 * @param content its bytes; owned by this record
 */
record Attachment(int argument, String name, byte[] content) {}
