package twitcher.config.python.worker;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.posix.POSIXFactory;

/** The functions of the C library that Jython does not have, under their own names; see their manual pages. */
public interface Libc {
    /** The C library of this process. */
    Libc C = LibraryLoader.create(Libc.class).load("c");

    int O_RDONLY = 0;
    int O_WRONLY = 1;
    int O_RDWR = 2;
    int O_APPEND = 02000;
    int O_CLOEXEC = 02000000;
    int F_SETFD = 2;
    int F_SETLK = 6;
    int F_SETLKW = 7;
    int FD_CLOEXEC = 1;
    int X_OK = 1;
    int SIG_SETMASK = 2;

    int open(CharSequence path, int flags);

    int close(int fd);

    int dup2(int from, int to);

    int fcntl(int fd, int command, int argument);

    int unlink(CharSequence path);

    int chdir(CharSequence path);

    int umask(int mask);

    int setgroups(long count, @In int[] groups);

    int setgid(int gid);

    int setuid(int uid);

    Pointer signal(int number, Pointer handler);

    int pthread_sigmask(int how, Pointer set, Pointer old);

    Pointer getenv(CharSequence name);

    int execve(CharSequence path, Pointer argv, Pointer env);

    CharSequence strerror(int number);

    long read(int fd, @Out byte[] bytes, long size);

    long write(int fd, @In byte[] bytes, long size);

    int access(CharSequence path, int mode);

    int dup(int fd);

    int mkfifo(CharSequence path, int mode);

    int statvfs(CharSequence path, Pointer found);

    int getpgid(int pid);

    int nice(int step);

    int chroot(CharSequence path);

    int flock(int fd, int operation);

    int fcntl(int fd, int command, Pointer lock);

    void openlog(Pointer ident, int option, int facility);

    void syslog(int priority, CharSequence format, CharSequence message);

    void closelog();

    int setlogmask(int mask);

    /**
     * Loads what takes long to load, for whatever thread comes next: this, and what Jython itself has of the C library.
     * Needs nothing of Jython, so it can be done while that is being initialized.
     */
    static void load() {
        lastErrno();
        POSIXFactory.getNativePOSIX().getpid();
    }

    /** The error of the last call on this thread, in the system's words. */
    static String lastError() {
        return String.valueOf(C.strerror(lastErrno()));
    }

    /** The error of the last call on this thread, as a number. */
    static int lastErrno() {
        return Runtime.getRuntime(C).getLastError();
    }
}
