# What Python has on a POSIX system and Jython has not, or has otherwise. Names that begin with c_ come from Java,
# library and libraries from bootstrap.py.
import errno, imp, os, sys

_MOST_PERMISSIONS = 0777
_KILL = 9


def add(module, *functions):
    """Gives a module what it lacks."""
    for function in functions:
        if not hasattr(module, function.__name__):
            setattr(module, function.__name__, function)


def number(file):
    """The number of a file, an object with a fileno, or a number."""
    if isinstance(file, (int, long)):
        return int(file)
    if hasattr(file, 'fileno') and not hasattr(file, 'getChannel'):
        file = file.fileno()
    for n, stream in enumerate((sys.__stdin__, sys.__stdout__, sys.__stderr__)):
        if file is stream.fileno():
            return n
    return c_number(file)


def checked(error, result):
    if result < 0:
        raise error(-result, os.strerror(-result))
    return result


# Commands: the status is the exit code in the second byte, as wait gives it.
def system(command):
    return library('subprocess')._os_system(command) << 8


def close(self):
    self._stream.close()
    return (self._proc.wait() << 8) or None


os.system = system
os._wrap_close.close = close


def WIFEXITED(status): return status & 0x7f == 0
def WEXITSTATUS(status): return status >> 8 & 0xff
def WIFSIGNALED(status): return status & 0x7f not in (0, 0x7f)
def WTERMSIG(status): return status & 0x7f
def WCOREDUMP(status): return status & 0x80 != 0
def WIFSTOPPED(status): return status & 0xff == 0x7f
def WSTOPSIG(status): return status >> 8 & 0xff


add(os, WIFEXITED, WEXITSTATUS, WIFSIGNALED, WTERMSIG, WCOREDUMP, WIFSTOPPED, WSTOPSIG)


# Files
_open = os.open


def open(file, flags, mode=_MOST_PERMISSIONS):
    """Jython's ignores the mode."""
    if not flags & os.O_CREAT:
        return _open(file, flags)
    mask = os.umask(_MOST_PERMISSIONS)
    os.umask(mask | ~mode & _MOST_PERMISSIONS)
    try:
        return _open(file, flags, mode)
    finally:
        os.umask(mask)


os.open = open


_read, _write, _close = os.read, os.write, os.close


def read(file, size): return file_or_number(file, _read, c_read, size)
def write(file, text): return file_or_number(file, _write, c_write, text)
def close_file(file): file_or_number(file, _close, c_close)


def file_or_number(file, of_file, of_number, *arguments):
    """Jython's take no numbers."""
    if not isinstance(file, (int, long)):
        return of_file(file, *arguments)
    result = of_number(file, *arguments)
    return result if isinstance(result, str) else checked(OSError, result)


os.read, os.write, os.close = read, write, close_file


def dup(file): return checked(OSError, c_dup(number(file)))
def dup2(old, new): checked(OSError, c_dup2(number(old), number(new)))
def mkfifo(path, mode=0666): checked(OSError, c_mkfifo(path, mode))
def tmpfile():
    return library('tempfile').TemporaryFile()


class statvfs_result(tuple):
    pass


for _n, _name in enumerate('bsize frsize blocks bfree bavail files ffree favail flag namemax'.split()):
    setattr(statvfs_result, 'f_' + _name, property(lambda self, _n=_n: self[_n]))


def statvfs(path):
    found = c_statvfs(path)
    if isinstance(found, int):
        raise OSError(-found, os.strerror(-found), path)
    return statvfs_result(found)


add(os, dup, dup2, mkfifo, tmpfile, statvfs)


# Processes and users
def killpg(group, sig): os.kill(-group, sig)
def getpgid(pid): return checked(OSError, c_getpgid(pid))
def nice(step): return c_nice(step)
def chroot(path): checked(OSError, c_chroot(path))
def setuid(uid): checked(OSError, c_setuid(uid))
def setgid(gid): checked(OSError, c_setgid(gid))
def setgroups(groups): checked(OSError, c_setgroups(list(groups)))
def abort(): os.kill(os.getpid(), _KILL)


def status_of(key):
    for line in file('/proc/self/status'):
        if line.startswith(key + ':'):
            return line.split()[1:]


def getgroups(): return [int(group) for group in status_of('Groups')]
def getloadavg(): return tuple(float(load) for load in file('/proc/loadavg').read().split()[:3])


add(os, killpg, getpgid, nice, chroot, setuid, setgid, setgroups, abort, getgroups, getloadavg)


def execve(path, args, env): checked(OSError, c_execve(path, list(args), dict(env)))
def execv(path, args): execve(path, args, os.environ)


def execvpe(file, args, env):
    if '/' in file:
        execve(file, args, env)
    for folder in env.get('PATH', os.defpath).split(os.pathsep):
        path = os.path.join(folder, file)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            execve(path, args, env)
    raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), file)


def execvp(file, args): execvpe(file, args, os.environ)
def execl(path, *args): execv(path, args)
def execle(path, *args): execve(path, args[:-1], args[-1])
def execlp(file, *args): execvp(file, args)
def execlpe(file, *args): execvpe(file, args[:-1], args[-1])


add(os, execv, execve, execvp, execvpe, execl, execle, execlp, execlpe)


def spawnvpe(mode, file, args, env):
    started = library('subprocess').Popen(list(args), executable=file, env=env)
    return started.wait() if mode == os.P_WAIT else started.pid


def spawnve(mode, path, args, env): return spawnvpe(mode, path, args, env)
def spawnv(mode, path, args): return spawnvpe(mode, path, args, os.environ)
def spawnvp(mode, file, args): return spawnvpe(mode, file, args, os.environ)
def spawnl(mode, path, *args): return spawnvpe(mode, path, args, os.environ)
def spawnlp(mode, file, *args): return spawnvpe(mode, file, args, os.environ)


os.P_WAIT, os.P_NOWAIT, os.P_NOWAITO = 0, 1, 1
add(os, spawnv, spawnve, spawnvp, spawnvpe, spawnl, spawnlp)


# A handler is called on a thread of its own. What it raises ends the process, because it cannot reach the function.
def handle(self, sig):
    try:
        self.action(sig.getNumber(), None)
    except SystemExit, end:
        finish(end.code)
    except:
        library('traceback').print_exc()
        sys.stderr.write('raised by the handler of signal %d, which ends the run\n' % sig.getNumber())
        finish(1)


def finish(code):
    try:
        at_exit()
    finally:
        c_end(code)


def at_exit():
    if hasattr(sys, 'exitfunc'):
        sys.exitfunc()


def mend_signal(module):
    libraries['signal'] = module
    module.JythonSignalHandler.handle = handle


def last():
    """What is still to be done when a function has returned."""
    if 'signal' in libraries:
        libraries['signal'].alarm(0)
    if 'threading' in sys.modules:
        threading = sys.modules['threading']
        for thread in threading.enumerate():
            if not thread.isDaemon() and thread is not threading.currentThread():
                thread.join()
    at_exit()


# Modules
fcntl = imp.new_module('fcntl')
fcntl.LOCK_SH, fcntl.LOCK_EX, fcntl.LOCK_NB, fcntl.LOCK_UN = 1, 2, 4, 8
fcntl.F_DUPFD, fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL, fcntl.F_SETFL = 0, 1, 2, 3, 4
fcntl.F_RDLCK, fcntl.F_WRLCK, fcntl.F_UNLCK, fcntl.FD_CLOEXEC = 0, 1, 2, 1


def flock(file, operation): checked(IOError, c_flock(number(file), operation))


def lockf(file, operation, length=0, start=0, whence=0):
    checked(IOError, c_lockf(number(file), operation, length, start, whence))


def control(file, command, argument=0): return checked(IOError, c_fcntl(number(file), command, argument))


fcntl.flock, fcntl.lockf, fcntl.fcntl = flock, lockf, control
sys.modules['fcntl'] = fcntl

syslog = imp.new_module('syslog')
for _n, _name in enumerate('EMERG ALERT CRIT ERR WARNING NOTICE INFO DEBUG'.split()):
    setattr(syslog, 'LOG_' + _name, _n)
for _n, _name in enumerate('KERN USER MAIL DAEMON AUTH SYSLOG LPR NEWS UUCP CRON AUTHPRIV'.split()):
    setattr(syslog, 'LOG_' + _name, _n << 3)
for _n in range(8):
    setattr(syslog, 'LOG_LOCAL%d' % _n, 16 + _n << 3)
syslog.LOG_PID, syslog.LOG_CONS, syslog.LOG_NDELAY, syslog.LOG_NOWAIT, syslog.LOG_PERROR = 1, 2, 8, 16, 32


def openlog(ident='twitcher', logoption=0, facility=syslog.LOG_USER): c_openlog(ident, logoption, facility)


def log(*arguments):
    """syslog([priority,] message)"""
    c_syslog(arguments[0] if len(arguments) > 1 else syslog.LOG_INFO, arguments[-1])


syslog.openlog, syslog.syslog, syslog.closelog = openlog, log, lambda: c_closelog()
syslog.setlogmask = lambda mask: c_setlogmask(mask)
syslog.LOG_MASK, syslog.LOG_UPTO = lambda level: 1 << level, lambda level: (1 << level + 1) - 1
sys.modules['syslog'] = syslog


class LocalSyslog(object):
    """For logging's SysLogHandler, which is given the path of a socket; Jython has no sockets of that kind."""

    def send(self, message):
        priority, text = message.lstrip('<').split('>', 1)
        c_syslog(int(priority), text.rstrip('\0'))

    def close(self):
        pass


def connect(self, address):
    self.socket = LocalSyslog()


def mend_handlers(module):
    module.SysLogHandler._connect_unixsocket = connect


class Mend(object):
    """Mends modules of Python's library when they are imported: most are not, and importing them takes long."""

    def __init__(self, mends):
        self.mends = mends
        self.busy = []

    def find_module(self, name, path=None):
        return name in self.mends and name not in self.busy and self or None

    def load_module(self, name):
        self.busy.append(name)
        try:
            __import__(name)
        finally:
            self.busy.remove(name)
        module = sys.modules[name]
        self.mends[name](module)
        return module


sys.meta_path.append(Mend({'signal': mend_signal, 'logging.handlers': mend_handlers}))
