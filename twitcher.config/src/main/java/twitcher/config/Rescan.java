package twitcher.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import twitcher.api.admin.ConfigFiles.Accept;
import twitcher.api.admin.FileStatus;

/** A full look that somebody asked for, and what became of it in words. */
final class Rescan {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int MARGIN_S = 5;

    private final Reconciler reconciler;
    private final Tools tools;
    private final String folder;

    Rescan(Reconciler reconciler, Tools tools, String folder) {
        this.reconciler = reconciler;
        this.tools = tools;
        this.folder = folder;
    }

    /** Begins a look and returns at once. Any thread. */
    CompletableFuture<String> begin(Accept accept) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        tools.owner().execute(() -> {
            if (accept == Accept.ACCEPT_FOLDER) {
                reconciler.accept();
            } else {
                reconciler.lookAnew();
            }
            answerWhenIdle(answer);
        });
        return answer;
    }

    /** Looks, and waits until what was found has been dealt with. Any thread but the gate's. */
    String now(Accept accept) {
        if (tools.owner().isClosed()) {
            return folder + ": is not watched any more";
        }
        Limits limits = tools.limits().get();
        Duration most = limits.language().plus(limits.bundle()).plusSeconds(MARGIN_S);
        CompletableFuture<String> answer = begin(accept);
        try {
            return answer.get(most.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return words() + "; still at work after " + most.toSeconds() + " s";
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return words() + "; interrupted before all was dealt with";
        } finally {
            answer.cancel(false);
        }
    }

    private void answerWhenIdle(CompletableFuture<String> answer) {
        if (answer.isDone()) {
            return;
        }
        if (reconciler.isBusy()) {
            tools.owner().after(PAUSE, () -> answerWhenIdle(answer));
        } else {
            answer.complete(words());
        }
    }

    private String words() {
        List<FileStatus> files = tools.statuses().list();
        int watches = files.stream().mapToInt(FileStatus::watches).sum();
        List<String> parts = new ArrayList<>();
        parts.add(Words.count(files.size(), "file", "files") + ", " + Words.count(watches, "watch", "watches"));
        for (FileStatus.State state : List.of(FileStatus.State.ERROR, FileStatus.State.WAITING)) {
            long count = files.stream().filter(f -> f.state() == state).count();
            if (count > 0) {
                parts.add(count + " " + state);
            }
        }
        Optional<String> lost = reconciler.lost();
        lost.ifPresent(why -> parts.add("HELD, since the folder " + why + " (rescan --accept takes it as it is)"));
        return folder + ": " + String.join("; ", parts);
    }
}
