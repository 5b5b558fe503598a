package twitcher.action.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import twitcher.api.Stat;
import twitcher.api.action.RunContext;
import twitcher.api.settings.SecretFile;

/** The request that tells of a change. */
final class Requests {
    /** What the headers begin with that tell of the run; the rest of their names is as in the environment of a process. */
    static final String PREFIX = "X-Twitcher-";

    private Requests() {}

    /**
     * The request of {@code run}. Secrets are read from their files now.
     *
     * @throws IOException if one cannot be read or is no value for a header, in words for the operator
     */
    static HttpRequest of(HttpSettings settings, RunContext run) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(settings.url().toASCIIString()))
                // Over TLS the two sides agree on HTTP/2; without, asking for it would confuse older servers.
                .version(isTls(settings) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .method(settings.method().name(), body(settings, run));
        contentType(settings, request);
        facts(run).forEach((name, value) -> request.setHeader(PREFIX + name, plain(value)));
        settings.headers().forEach(request::setHeader);
        for (Map.Entry<String, SecretFile> header : settings.secretHeaders().entrySet()) {
            secret(request, header.getKey(), "", header.getValue());
        }
        if (settings.bearerTokenFile().isPresent()) {
            secret(
                    request,
                    "Authorization",
                    "Bearer ",
                    settings.bearerTokenFile().get());
        }
        return request.build();
    }

    private static boolean isTls(HttpSettings settings) {
        return settings.url().getScheme().equalsIgnoreCase("https");
    }

    private static BodyPublisher body(HttpSettings settings, RunContext run) {
        return switch (settings.sent()) {
            case PAYLOAD -> BodyPublishers.ofByteArray(run.change().payload().toByteArray());
            case JSON -> BodyPublishers.ofByteArray(Envelope.of(run));
            case NONE -> BodyPublishers.noBody();
        };
    }

    private static void contentType(HttpSettings settings, HttpRequest.Builder request) {
        switch (settings.sent()) {
            case PAYLOAD -> request.setHeader("Content-Type", "application/octet-stream");
            case JSON -> request.setHeader("Content-Type", "application/json");
            case NONE -> {}
        }
    }

    private static Map<String, String> facts(RunContext run) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Znode", run.watch().node().path());
        facts.put("Event", run.event().word());
        facts.put(
                "Mzxid",
                run.change().stat().map(Stat::mzxid).map(String::valueOf).orElse(""));
        facts.put(
                "Version",
                run.change().stat().map(Stat::version).map(String::valueOf).orElse(""));
        facts.put("Watch", run.watch().id());
        facts.put("Run", run.runId());
        facts.put("Attempt", String.valueOf(run.attempt()));
        return facts;
    }

    /** What a header cannot hold, and the percent sign, as {@code %} and two hex digits for each byte of its UTF-8. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean fits = b >= ' ' && b < 0x7f && b != '%';
            plain.append(fits ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        return plain.toString();
    }

    private static void secret(HttpRequest.Builder request, String name, String before, SecretFile file)
            throws IOException {
        String value = before + file.read().strip();
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            // Its message has the value in it.
            throw new IOException("the content of " + file.path() + " cannot be the value of a header");
        }
    }
}
