package twitcher.action.http;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import twitcher.api.Outcome;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;

/** One run: a request that is under way, until its answer is there. It holds no thread. */
final class Exchange implements RunningAction {
    private final HttpSettings settings;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();

    /** What came; to cancel it is what ends the exchange on the wire. */
    private volatile CompletableFuture<HttpResponse<Void>> answer = new CompletableFuture<>();

    private Exchange(HttpSettings settings) {
        this.settings = settings;
    }

    /** Sends the request of {@code run}. What the server answers is the output of the run. */
    static Exchange start(HttpSettings settings, RunContext run, Clients clients, ScheduledExecutorService pool) {
        Exchange exchange = new Exchange(settings);
        try {
            exchange.send(run, clients, pool);
        } catch (IOException | IllegalArgumentException e) {
            exchange.end(new Outcome.NotStarted(e.getMessage()));
        }
        return exchange;
    }

    private void send(RunContext run, Clients clients, ScheduledExecutorService pool) throws IOException {
        var request = Requests.of(settings, run);
        Clients.Client client = clients.take(Tls.read(settings));
        answer = client.http()
                .sendAsync(
                        request,
                        HttpResponse.BodyHandlers.ofByteArrayConsumer(bytes -> bytes.ifPresent(run.out()::writeBytes)));
        Future<?> timer = pool.schedule(this::timeOut, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        answer.whenComplete((response, thrown) -> {
            timer.cancel(false);
            clients.giveBack(client);
            end(thrown == null ? outcome(response) : outcome(thrown));
        });
    }

    private Outcome outcome(HttpResponse<Void> response) {
        int status = response.statusCode();
        if (settings.expectedStatus().stream().anyMatch(expected -> expected.contains(status))) {
            return new Outcome.Succeeded();
        }
        String expected =
                settings.expectedStatus().stream().map(Statuses::toString).collect(joining(" or "));
        String redirect = status / 100 == 3 ? "; redirects are not followed" : "";
        return new Outcome.Failed("status " + status + ", expected " + expected + redirect);
    }

    private Outcome outcome(Throwable thrown) {
        return new Outcome.Failed(
                thrown instanceof CancellationException ? "it was stopped" : Reason.of(thrown, settings.url()));
    }

    private void timeOut() {
        end(new Outcome.Failed("no whole answer within " + settings.timeout().toMillis() / 1000.0 + " s"));
        stop();
    }

    /** Ends it because the bundle does: whoever comes after it is to send it again. */
    void abandon() {
        end(new Outcome.Postponed("its bundle was stopped before there was an answer"));
        stop();
    }

    /** The first end counts. */
    private void end(Outcome outcome) {
        ending.complete(Ending.of(outcome));
    }

    @Override
    public CompletionStage<Ending> ending() {
        return ending.minimalCompletionStage();
    }

    @Override
    public void stop() {
        answer.cancel(true);
    }
}
