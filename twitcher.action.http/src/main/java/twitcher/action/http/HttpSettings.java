package twitcher.action.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import twitcher.api.settings.Default;
import twitcher.api.settings.Doc;
import twitcher.api.settings.SecretFile;

/** The settings of {@code http}: what is sent where, and what is expected back. */
record HttpSettings(
        @Doc("Where the change is sent: a URL of `http` or `https`.")
        URI url,

        @Doc("How it is sent.") @Default("POST") Method method,

        @Doc(
                "What is sent. PAYLOAD: the bytes of the node, as they are. JSON: an object with the payload and all that is"
                        + " known of the change and the run. NONE: nothing. If absent: PAYLOAD, but NONE with GET, HEAD and DELETE.")
        Optional<Body> body,

        @Doc("Headers by name, on top of `Content-Type` and the `X-Twitcher-` ones.") @Default({})
        Map<String, String> headers,

        @Doc("Headers whose values are secrets: by name the file with the value. It is read for each run.") @Default({})
        Map<String, SecretFile> secretHeaders,

        @Doc("A file with a token, which is sent as `Authorization: Bearer`. It is read for each run.")
        Optional<SecretFile> bearerTokenFile,

        @Doc("How long it may take until the whole answer is there.") @Default("30")
        Duration timeout,

        @Doc("Which statuses are a success: each item a status, or a range as a string.") @Default("200-299")
        List<Statuses> expectedStatus,

        @Doc("The authorities, in PEM format, of which one must have certified the server; those of the JVM if absent.")
        Optional<Path> caFile,

        @Doc("A certificate, in PEM format, that is shown to the server, with what leads from it to its authority.")
        Optional<Path> clientCertificate,

        @Doc("The key of that certificate: unencrypted PKCS #8 in PEM format.")
        Optional<SecretFile> clientKey) {
    /** How it is sent. */
    enum Method {
        POST,
        PUT,
        PATCH,
        DELETE,
        GET,
        HEAD;

        boolean takesBody() {
            return this != GET && this != HEAD;
        }
    }

    /** What is sent. */
    enum Body {
        PAYLOAD,
        JSON,
        NONE
    }

    private static final String AUTHORIZATION = "Authorization";

    HttpSettings {
        checkUrl(url);
        if (body.filter(b -> b != Body.NONE).isPresent() && !method.takesBody()) {
            throw new IllegalArgumentException("body: nothing can be sent with method " + method + "; leave it out");
        }
        headers.forEach((name, value) -> checkHeader("headers", name, value));
        secretHeaders.keySet().forEach(name -> checkHeader("secret_headers", name, "secret"));
        checkTwice(headers.keySet(), secretHeaders.keySet(), bearerTokenFile.isPresent());
        if (expectedStatus.isEmpty()) {
            throw new IllegalArgumentException("expected_status: must not be empty");
        }
        checkTls("ca_file", caFile.isPresent(), url);
        checkTls("client_certificate", clientCertificate.isPresent(), url);
        if (clientCertificate.isPresent() != clientKey.isPresent()) {
            throw new IllegalArgumentException(
                    clientKey.isPresent()
                            ? "client_key: has no meaning without client_certificate"
                            : "client_certificate: needs client_key, the file with its key");
        }
    }

    /** What is sent, as configured or as the method has it. */
    Body sent() {
        return body.orElse(method.takesBody() && method != Method.DELETE ? Body.PAYLOAD : Body.NONE);
    }

    /** Where it is sent, without the query, which may hold a secret. */
    String place() {
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }

    private static void checkUrl(URI url) {
        if (!Set.of("http", "https").contains(url.getScheme().toLowerCase(Locale.ROOT)) || url.getHost() == null) {
            throw new IllegalArgumentException("url: expected https://HOST/... or http://HOST/..., was " + url);
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("url: must not hold a user or password; see secret_headers");
        }
        if (url.getRawFragment() != null) {
            throw new IllegalArgumentException("url: must not have a '#', which is never sent");
        }
        if (url.getPort() > 65_535) {
            throw new IllegalArgumentException("url: expected a port from 1 to 65535, was " + url.getPort());
        }
    }

    private static void checkHeader(String setting, String name, String value) {
        String key = name.matches("[\\w-]+") ? setting + "." + name : setting;
        if (name.toLowerCase(Locale.ROOT).startsWith(Requests.PREFIX.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(key + ": is set by twitcher; leave it out");
        }
        refusal(name, "x").ifPresent(words -> {
            throw new IllegalArgumentException(key + ": " + words);
        });
        refusal(name, value).ifPresent(words -> {
            throw new IllegalArgumentException(key + ": a header takes a line of Latin-1 characters only");
        });
    }

    /** The JDK knows what cannot be a header, and which ones are its own. */
    private static Optional<String> refusal(String name, String value) {
        try {
            HttpRequest.newBuilder().header(name, value);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static void checkTwice(Set<String> plain, Set<String> secret, boolean bearer) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        seen.addAll(plain);
        for (String name : secret) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("secret_headers." + name + ": is given in headers too");
            }
        }
        if (bearer && seen.contains(AUTHORIZATION)) {
            throw new IllegalArgumentException("bearer_token_file: the header " + AUTHORIZATION + " is given too");
        }
    }

    private static void checkTls(String setting, boolean given, URI url) {
        if (given && !url.getScheme().equalsIgnoreCase("https")) {
            throw new IllegalArgumentException(setting + ": has no meaning without https");
        }
    }
}
