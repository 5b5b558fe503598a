package twitcher.exec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import twitcher.api.Outcome;
import twitcher.api.process.ProcessId;

/**
 * Processes by posix_spawn(3), called in this very process: the C library sees to session, signals, descriptors and
 * working directory. A tool of the system stands in front only to change user and groups. One thread for all endings,
 * one descriptor a process.
 */
final class NativeBackend implements Backend {
    private static final int ATTRIBUTES_BYTES = 512;
    private static final int SIGNAL_SET_BYTES = 128;
    private static final Block ATTRIBUTES = attributes();

    private final SelfStatus self = SelfStatus.read();
    private final Tools tools = new Tools();
    private final MaskedThread masked = new MaskedThread();
    private final int nothing = openNothing();
    private final SpareFiles spares = new SpareFiles((int) self.uid(), System::nanoTime);
    private final BootClock clock = new BootClock();
    private final Reaper reaper;
    private final ReadWriteLock opened = new ReentrantReadWriteLock();
    private boolean closed;

    /** Only where {@link NativeCode} has no problem. Looks after processes on {@code timer} when descriptors are short. */
    NativeBackend(ScheduledExecutorService timer) {
        reaper = new Reaper(timer);
    }

    private static int openNothing() {
        int nothing = Libc.open("/dev/null", Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
        if (nothing < 0) {
            throw new IllegalStateException("/dev/null: " + Libc.lastError());
        }
        return nothing;
    }

    /** A session of its own, every signal at its default (the C library's own two as well), none blocked. */
    private static Block attributes() {
        byte[] all = new byte[SIGNAL_SET_BYTES];
        Arrays.fill(all, (byte) 0xff);
        Block attributes = Block.ofZeros(ATTRIBUTES_BYTES);
        Libc.posix_spawnattr_init(attributes.address());
        Libc.posix_spawnattr_setsigdefault(attributes.address(), all);
        Libc.posix_spawnattr_setsigmask(attributes.address(), new byte[SIGNAL_SET_BYTES]);
        Libc.posix_spawnattr_setflags(attributes.address(), (short)
                (Libc.POSIX_SPAWN_SETSID | Libc.POSIX_SPAWN_SETSIGDEF | Libc.POSIX_SPAWN_SETSIGMASK));
        return attributes;
    }

    @Override
    public Child spawn(Spawn order, Consumer<Outcome> ended) throws SpawnFailure {
        opened.readLock().lock();
        try {
            if (closed) {
                throw SpawnFailure.passing("the bundle that starts processes is being stopped");
            }
            return make(order, ended);
        } finally {
            opened.readLock().unlock();
        }
    }

    private Child make(Spawn order, Consumer<Outcome> ended) throws SpawnFailure {
        Front front = front(order);
        if (order.become().isEmpty()) {
            order.output().offer(spares::keep);
        }
        Born born = make(order, front);
        Refusal refusal = new Refusal(front, order.output().err());
        NativeChild child = new NativeChild(born.pid(), born.id(), refusal, ended);
        reaper.watch(child);
        return child;
    }

    private record Born(int pid, Optional<ProcessId> id) {}

    private Front front(Spawn order) throws SpawnFailure {
        Front front = new Front();
        if (order.become().isPresent()) {
            Programs.checkFormat(order);
            front.add(tools.identity(order.become().get()));
        }
        return needsMask(order) && !masked.possible() ? front.add(tools.umask(order)) : front;
    }

    private boolean needsMask(Spawn order) {
        return order.umask() != self.umask();
    }

    private Born make(Spawn order, Front front) throws SpawnFailure {
        List<String> argv = front.before(order.argv());
        String program = front.isEmpty() ? Programs.find(order) : argv.get(0);
        try (Descriptors files = new Descriptors(order.become(), spares)) {
            int out = files.output(order.output().out());
            int err = files.output(order.output().err());
            int in = order.stdin().size() == 0 ? nothing : files.input(order.stdin(), order.output()::in);
            SpawnCall call = new SpawnCall(program, argv, order, new SpawnCall.Files(in, out, err));
            long before = clock.ticks();
            int pid = needsMask(order) && masked.possible()
                    ? masked.call(order.umask(), () -> call.make(ATTRIBUTES.address()))
                    : call.make(ATTRIBUTES.address());
            if (pid < 0) {
                throw SpawnFailure.of(order, -pid, Libc.words(-pid));
            }
            return new Born(pid, clock.identify(pid, before));
        }
    }

    @Override
    public Optional<Child> adopt(ProcessId process, Consumer<Outcome> ended) {
        NativeChild child = new NativeChild(
                (int) process.pid(),
                Optional.of(process),
                Refusal.NONE,
                outcome -> ended.accept(new Outcome.Unknown()));
        Optional<ProcStat> found = Boot.find(process);
        boolean ours = found.filter(
                        stat -> stat.parent() == ProcessHandle.current().pid())
                .isPresent();
        if (!ours && found.filter(ProcStat::alive).isEmpty()) {
            child.release();
            return Optional.empty();
        }
        reaper.watch(child);
        return Optional.of(child);
    }

    @Override
    public void signal(int number, List<ProcessId> processes) {
        processes.forEach(process -> signal(number, process));
    }

    /** The pidfd is taken first: if the process is still there after that, it is the one that gets the signal. */
    private static void signal(int number, ProcessId process) {
        int pidfd = Libc.pidfdOpen(process.pid());
        boolean there = Boot.find(process).isPresent();
        if (pidfd >= 0) {
            if (there) {
                Libc.pidfdSendSignal(pidfd, number);
            }
            Libc.close(pidfd);
        } else if (there) {
            Libc.kill((int) process.pid(), number);
        }
    }

    @Override
    public void signalGroup(int number, long group) {
        Libc.kill((int) -group, number);
    }

    /** Waits for processes that are just being made. */
    @Override
    public void close() {
        opened.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                reaper.close();
                masked.close();
                spares.close();
                Libc.close(nothing);
            }
        } finally {
            opened.writeLock().unlock();
        }
    }
}
