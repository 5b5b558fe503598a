package twitcher.exec;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.charset.StandardCharsets;

/**
 * The functions of the C library that are called, under their own names; see their manual pages. Addresses and sizes are
 * {@code long}, so only 64-bit machines will do. Loading this class fails with an {@link UnsatisfiedLinkError} if one of
 * them is missing, as {@code posix_spawn_file_actions_addclosefrom_np} is before glibc 2.34.
 *
 * <p>JNA's direct mapping would save two microseconds a call, but takes longer to load than all calls of a day, and keeps
 * the classes of an updated bundle in memory for ever.
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
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;

    static final int WNOHANG = 1;
    static final int CLONE_FS = 0x200;
    static final int MFD_CLOEXEC = 1;
    static final int MFD_NOEXEC_SEAL = 8;

    static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    static final int POSIX_SPAWN_SETSID = 0x80;

    static final int F_SETSIG = 10;
    static final int F_SETLEASE = 1024;
    static final int F_WRLCK = 1;
    static final int F_UNLCK = 2;
    static final int SIGURG = 23;

    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLLIN = 1;
    static final int EPOLLONESHOT = 1 << 30;
    static final int EPOLL_CLOEXEC = O_CLOEXEC;
    static final int EFD_CLOEXEC = O_CLOEXEC;

    private static final int CLOCK_BOOTTIME = 7;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final byte[] NO_PATH = {0};

    private static final long SYS_PIDFD_SEND_SIGNAL = 424;
    private static final long SYS_PIDFD_OPEN = 434;

    private static final NativeLibrary C = NativeLibrary.getInstance("c");
    private static final Function STRERROR = C.getFunction("strerror");
    private static final Function SYSCALL = C.getFunction("syscall");
    private static final Function OPEN = C.getFunction("open");
    private static final Function CLOSE = C.getFunction("close");
    private static final Function UNLINK = C.getFunction("unlink");
    private static final Function RENAME = C.getFunction("rename");
    private static final Function FCNTL = C.getFunction("fcntl");
    private static final Function FUTIMENS = C.getFunction("futimens");
    private static final Function FCHOWN = C.getFunction("fchown");
    private static final Function STATX = C.getFunction("statx");
    private static final Function CLOCK_GETTIME = C.getFunction("clock_gettime");
    private static final Function MEMFD_CREATE = C.getFunction("memfd_create");
    private static final Function PWRITE = C.getFunction("pwrite");
    private static final Function READ = C.getFunction("read");
    private static final Function WRITE = C.getFunction("write");
    private static final Function KILL = C.getFunction("kill");
    private static final Function WAITPID = C.getFunction("waitpid");
    private static final Function UNSHARE = C.getFunction("unshare");
    private static final Function UMASK = C.getFunction("umask");
    private static final Function EVENTFD = C.getFunction("eventfd");
    private static final Function EPOLL_CREATE1 = C.getFunction("epoll_create1");
    private static final Function EPOLL_CTL = C.getFunction("epoll_ctl");
    private static final Function EPOLL_WAIT = C.getFunction("epoll_wait");
    private static final Function POSIX_SPAWN = C.getFunction("posix_spawn");
    private static final Function POSIX_SPAWN_FILE_ACTIONS_INIT = C.getFunction("posix_spawn_file_actions_init");
    private static final Function POSIX_SPAWN_FILE_ACTIONS_DESTROY = C.getFunction("posix_spawn_file_actions_destroy");
    private static final Function POSIX_SPAWN_FILE_ACTIONS_ADDDUP2 = C.getFunction("posix_spawn_file_actions_adddup2");
    private static final Function POSIX_SPAWN_FILE_ACTIONS_ADDCHDIR_NP =
            C.getFunction("posix_spawn_file_actions_addchdir_np");
    private static final Function POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP =
            C.getFunction("posix_spawn_file_actions_addclosefrom_np");
    private static final Function POSIX_SPAWNATTR_INIT = C.getFunction("posix_spawnattr_init");
    private static final Function POSIX_SPAWNATTR_SETFLAGS = C.getFunction("posix_spawnattr_setflags");
    private static final Function POSIX_SPAWNATTR_SETSIGDEFAULT = C.getFunction("posix_spawnattr_setsigdefault");
    private static final Function POSIX_SPAWNATTR_SETSIGMASK = C.getFunction("posix_spawnattr_setsigmask");

    private Libc() {}

    /** The error of the last call on this thread, in the system's words. */
    static String lastError() {
        return words(Native.getLastError());
    }

    /** What the system calls the error with number {@code errno}. */
    static String words(int errno) {
        return STRERROR.invokeString(new Object[] {errno}, false);
    }

    private static byte[] text(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }

    static int pidfdOpen(long pid) {
        return (int) syscall(SYS_PIDFD_OPEN, pid, 0, 0, 0);
    }

    static int pidfdSendSignal(int pidfd, int signal) {
        return (int) syscall(SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0);
    }

    private static long syscall(long number, long a, long b, long c, long d) {
        return SYSCALL.invokeLong(new Object[] {number, a, b, c, d});
    }

    static int open(String path, int flags, int mode) {
        return OPEN.invokeInt(new Object[] {text(path), flags, mode});
    }

    static int close(int fd) {
        return CLOSE.invokeInt(new Object[] {fd});
    }

    static int unlink(String path) {
        return UNLINK.invokeInt(new Object[] {text(path)});
    }

    static int rename(String from, String to) {
        return RENAME.invokeInt(new Object[] {text(from), text(to)});
    }

    static int fcntl(int fd, int command, int argument) {
        return FCNTL.invokeInt(new Object[] {fd, command, argument});
    }

    /** Makes now the time at which an open file was changed. */
    static int touch(int fd) {
        return FUTIMENS.invokeInt(new Object[] {fd, null});
    }

    static int fchown(int fd, int uid, int gid) {
        return FCHOWN.invokeInt(new Object[] {fd, uid, gid});
    }

    /** Of an open file; {@code structure} has room for a {@code struct statx}. */
    static int statx(int fd, byte[] structure) {
        return STATX.invokeInt(new Object[] {fd, NO_PATH, AT_EMPTY_PATH, STATX_BASIC_STATS, structure});
    }

    /** Seconds and nanoseconds since the machine was started, sleep included; -1 if it does not tell. */
    static int bootTime(long[] secondsAndNanos) {
        return CLOCK_GETTIME.invokeInt(new Object[] {CLOCK_BOOTTIME, secondsAndNanos});
    }

    static int memfd_create(String name, int flags) {
        return MEMFD_CREATE.invokeInt(new Object[] {text(name), flags});
    }

    static long pwrite(int fd, byte[] bytes, long count, long offset) {
        return PWRITE.invokeLong(new Object[] {fd, bytes, count, offset});
    }

    static long read(int fd, byte[] bytes, long most) {
        return READ.invokeLong(new Object[] {fd, bytes, most});
    }

    static long write(int fd, byte[] bytes, long count) {
        return WRITE.invokeLong(new Object[] {fd, bytes, count});
    }

    static int kill(int pid, int signal) {
        return KILL.invokeInt(new Object[] {pid, signal});
    }

    static int waitpid(int pid, int[] status, int options) {
        return WAITPID.invokeInt(new Object[] {pid, status, options});
    }

    static int unshare(int flags) {
        return UNSHARE.invokeInt(new Object[] {flags});
    }

    static int umask(int mask) {
        return UMASK.invokeInt(new Object[] {mask});
    }

    static int eventfd(int initial, int flags) {
        return EVENTFD.invokeInt(new Object[] {initial, flags});
    }

    static int epoll_create1(int flags) {
        return EPOLL_CREATE1.invokeInt(new Object[] {flags});
    }

    static int epoll_ctl(int epoll, int operation, int fd, byte[] event) {
        return EPOLL_CTL.invokeInt(new Object[] {epoll, operation, fd, event});
    }

    static int epoll_wait(int epoll, long events, int most, int timeoutMillis) {
        return EPOLL_WAIT.invokeInt(new Object[] {epoll, events, most, timeoutMillis});
    }

    static int posix_spawn(long pid, long path, long fileActions, long attributes, long argv, long envp) {
        return POSIX_SPAWN.invokeInt(new Object[] {pid, path, fileActions, attributes, argv, envp});
    }

    static int posix_spawn_file_actions_init(long fileActions) {
        return POSIX_SPAWN_FILE_ACTIONS_INIT.invokeInt(new Object[] {fileActions});
    }

    static int posix_spawn_file_actions_destroy(long fileActions) {
        return POSIX_SPAWN_FILE_ACTIONS_DESTROY.invokeInt(new Object[] {fileActions});
    }

    static int posix_spawn_file_actions_adddup2(long fileActions, int fd, int newFd) {
        return POSIX_SPAWN_FILE_ACTIONS_ADDDUP2.invokeInt(new Object[] {fileActions, fd, newFd});
    }

    static int posix_spawn_file_actions_addchdir_np(long fileActions, long path) {
        return POSIX_SPAWN_FILE_ACTIONS_ADDCHDIR_NP.invokeInt(new Object[] {fileActions, path});
    }

    static int posix_spawn_file_actions_addclosefrom_np(long fileActions, int from) {
        return POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP.invokeInt(new Object[] {fileActions, from});
    }

    static int posix_spawnattr_init(long attributes) {
        return POSIX_SPAWNATTR_INIT.invokeInt(new Object[] {attributes});
    }

    static int posix_spawnattr_setflags(long attributes, short flags) {
        return POSIX_SPAWNATTR_SETFLAGS.invokeInt(new Object[] {attributes, flags});
    }

    static int posix_spawnattr_setsigdefault(long attributes, byte[] signals) {
        return POSIX_SPAWNATTR_SETSIGDEFAULT.invokeInt(new Object[] {attributes, signals});
    }

    static int posix_spawnattr_setsigmask(long attributes, byte[] signals) {
        return POSIX_SPAWNATTR_SETSIGMASK.invokeInt(new Object[] {attributes, signals});
    }
}
