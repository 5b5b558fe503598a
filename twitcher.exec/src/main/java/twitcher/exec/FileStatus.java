package twitcher.exec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the kernel tells of an open file, see statx(2), whose structure is the same on every machine.
 *
 * @param permissions the last twelve bits of its mode; negative if the kernel tells nothing
 * @param links how many names it has
 * @param owner the number of the user it belongs to
 * @param size in bytes
 */
record FileStatus(int permissions, int links, int owner, long size) {
    private static final int STRUCTURE_BYTES = 256;
    private static final int LINKS_AT = 16;
    private static final int OWNER_AT = 20;
    private static final int MODE_AT = 28;
    private static final int SIZE_AT = 40;
    private static final int PERMISSIONS = 07777;
    private static final FileStatus UNKNOWN = new FileStatus(-1, -1, -1, -1);

    /** Of the file with that descriptor. */
    static FileStatus of(int file) {
        byte[] structure = new byte[STRUCTURE_BYTES];
        if (Libc.statx(file, structure) != 0) {
            return UNKNOWN;
        }
        ByteBuffer told = ByteBuffer.wrap(structure).order(ByteOrder.nativeOrder());
        return new FileStatus(
                told.getShort(MODE_AT) & PERMISSIONS,
                told.getInt(LINKS_AT),
                told.getInt(OWNER_AT),
                told.getLong(SIZE_AT));
    }
}
