package twitcher.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What the file system says of a file. Equal marks mean that in between nothing was written to it, and that it was
 * neither replaced, nor given away, nor opened to others.
 *
 * @param changed when any of this last changed; unlike {@code modified}, nobody but the clock can set it
 */
record Mark(long device, long inode, long size, FileTime modified, FileTime changed, int owner, int mode) {
    private static final String ATTRIBUTES = "unix:dev,ino,size,lastModifiedTime,ctime,uid,mode";
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int STICKY = 01000;
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;

    static Mark of(Path path, LinkOption... options) throws IOException {
        Map<String, Object> read = Files.readAttributes(path, ATTRIBUTES, options);
        return new Mark(
                (Long) read.get("dev"),
                (Long) read.get("ino"),
                (Long) read.get("size"),
                (FileTime) read.get("lastModifiedTime"),
                (FileTime) read.get("ctime"),
                (Integer) read.get("uid"),
                (Integer) read.get("mode"));
    }

    /** What somebody else said of a file; its other attributes are not known. */
    static Mark told(int owner, int mode) {
        FileTime never = FileTime.fromMillis(0);
        return new Mark(0, 0, 0, never, never, owner, mode);
    }

    boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    boolean isRegular() {
        return (mode & TYPE) == REGULAR;
    }

    boolean isLink() {
        return (mode & TYPE) == LINK;
    }

    boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    boolean groupWrites() {
        return (mode & GROUP_WRITES) != 0;
    }

    boolean othersWrite() {
        return (mode & OTHERS_WRITE) != 0;
    }

    /** Whether both are the same object on disk, whatever became of it in between. */
    boolean isSameObject(Mark that) {
        return device == that.device && inode == that.inode;
    }
}
