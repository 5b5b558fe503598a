package twitcher.exec;

import com.sun.jna.Native;
import java.util.Optional;
import java.util.function.Consumer;
import twitcher.api.Outcome;
import twitcher.api.process.ProcessId;

/** A process that is watched by a pidfd, which names it even after its end. Thread-safe. */
final class NativeChild implements Backend.Child {
    private final int pid;
    private final Optional<ProcessId> id;
    private final Refusal refusal;
    private final Consumer<Outcome> listener;
    private int pidfd;
    private boolean over;

    /** The process {@code pid}, not yet waited for if it is a child; {@code listener} is told its ending. */
    NativeChild(int pid, Optional<ProcessId> id, Refusal refusal, Consumer<Outcome> listener) {
        this.pid = pid;
        this.id = id;
        this.refusal = refusal;
        this.listener = listener;
        this.pidfd = Libc.pidfdOpen(pid);
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public Optional<ProcessId> id() {
        return id;
    }

    /** Its pidfd; negative if there is none, for lack of descriptors. */
    synchronized int pidfd() {
        return pidfd;
    }

    @Override
    public synchronized void signal(int number) {
        if (over) {
            return;
        }
        if (pidfd >= 0) {
            Libc.pidfdSendSignal(pidfd, number);
        } else if (id.isEmpty() || Boot.find(id.get()).isPresent()) {
            // Without an identity it is a child that was not waited for: nobody else can have its number.
            Libc.kill(pid, number);
        }
    }

    /** Takes its status if it has ended, and tells; says whether it has. */
    boolean collect() {
        Optional<Outcome> outcome;
        synchronized (this) {
            outcome = over ? Optional.empty() : outcome();
            if (outcome.isPresent()) {
                over = true;
                release();
            }
        }
        outcome.ifPresent(listener);
        return outcome.isPresent();
    }

    private Optional<Outcome> outcome() {
        int[] status = new int[1];
        Optional<ProcStat> last = refusal.interested() ? ProcStat.of(pid) : Optional.empty();
        int waited = Libc.waitpid(pid, status, Libc.WNOHANG);
        if (waited == pid) {
            return Optional.of(refusal.instead(WaitStatus.outcome(status[0]), last));
        }
        boolean stranger = waited < 0 && Native.getLastError() == Libc.ECHILD;
        boolean gone = id.flatMap(Boot::find).filter(ProcStat::alive).isEmpty();
        return stranger && gone ? Optional.of(new Outcome.Unknown()) : Optional.empty();
    }

    /** Watches no longer. */
    synchronized void release() {
        if (pidfd >= 0) {
            Libc.close(pidfd);
            pidfd = -1;
        }
    }
}
