package twitcher.launcher.client;

/**
 * A file that the client opened, sent along with the command.
 *
 * @param argument the index of the argument that names it, or beside whose file it lies
 * @param name as typed, without {@code @}; of one that lies beside another: relative to its folder
 * @param content its bytes; owned by this record
 * @param origin where it is from
 */
record Attachment(int argument, String name, byte[] content, Origin origin) {
    /** A file of which nobody asks where it is from. */
    Attachment(int argument, String name, byte[] content) {
        this(argument, name, content, Origin.UNKNOWN);
    }
}
