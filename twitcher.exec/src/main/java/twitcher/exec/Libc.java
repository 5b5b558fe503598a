package twitcher.exec;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of the C library that are called, under their own names; see their manual pages. Addresses and sizes are
 * {@code long}, so only 64-bit machines will do. Loading this class fails with an {@link UnsatisfiedLinkError} if one of
 * them is missing, as {@code posix_spawn_file_actions_addclosefrom_np} is before glibc 2.34.
 */
final class Libc {
    static final int EINTR = 4;
    static final int ECHILD = 10;
    static final int EINVAL = 22;

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    static final int O_APPEND = 02000;
    static final int O_CLOEXEC = 02000000;

    static final int WNOHANG = 1;
    static final int CLONE_FS = 0x200;
    static final int MFD_CLOEXEC = 1;
    static final int MFD_NOEXEC_SEAL = 8;

    static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    static final int POSIX_SPAWN_SETSID = 0x80;

    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLLIN = 1;
    static final int EPOLLONESHOT = 1 << 30;
    static final int EPOLL_CLOEXEC = O_CLOEXEC;
    static final int EFD_CLOEXEC = O_CLOEXEC;

    private static final long SYS_PIDFD_SEND_SIGNAL = 424;
    private static final long SYS_PIDFD_OPEN = 434;

    static {
        Native.register(Libc.class, NativeLibrary.getInstance("c"));
    }

    private Libc() {}

    /** The error of the last call on this thread, in the system's words. */
    static String lastError() {
        return words(Native.getLastError());
    }

    static String words(int errno) {
        return strerror(errno);
    }

    static int pidfdOpen(long pid) {
        return (int) syscall(SYS_PIDFD_OPEN, pid, 0, 0, 0);
    }

    static int pidfdSendSignal(int pidfd, int signal) {
        return (int) syscall(SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0);
    }

    static native String strerror(int errno);

    private static native long syscall(long number, long a, long b, long c, long d);

    static native int open(String path, int flags, int mode);

    static native int close(int fd);

    static native int unlink(String path);

    static native int fchown(int fd, int uid, int gid);

    static native int memfd_create(String name, int flags);

    static native long pwrite(int fd, byte[] bytes, long count, long offset);

    static native long write(int fd, byte[] bytes, long count);

    static native int kill(int pid, int signal);

    static native int waitpid(int pid, int[] status, int options);

    static native int unshare(int flags);

    static native int umask(int mask);

    static native int eventfd(int initial, int flags);

    static native int epoll_create1(int flags);

    static native int epoll_ctl(int epoll, int operation, int fd, byte[] event);

    static native int epoll_wait(int epoll, long events, int most, int timeoutMillis);

    static native int posix_spawn(long pid, long path, long fileActions, long attributes, long argv, long envp);

    static native int posix_spawn_file_actions_init(long fileActions);

    static native int posix_spawn_file_actions_destroy(long fileActions);

    static native int posix_spawn_file_actions_adddup2(long fileActions, int fd, int newFd);

    static native int posix_spawn_file_actions_addchdir_np(long fileActions, long path);

    static native int posix_spawn_file_actions_addclosefrom_np(long fileActions, int from);

    static native int posix_spawnattr_init(long attributes);

    static native int posix_spawnattr_setflags(long attributes, short flags);

    static native int posix_spawnattr_setsigdefault(long attributes, byte[] signals);

    static native int posix_spawnattr_setsigmask(long attributes, byte[] signals);
}
