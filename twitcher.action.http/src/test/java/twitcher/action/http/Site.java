package twitcher.action.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A real server on this machine, which keeps what it was sent and answers as it is told. */
final class Site implements AutoCloseable {
    /**
     * Connections that may wait to be accepted. With the default of 50 a burst overflows the queue, and Linux then
     * answers with SYN cookies, whose connections the client believes in and the server may never hear of.
     */
    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What came. */
    record Request(String method, String path, Map<String, String> headers, byte[] body) {}

    private Site(HttpServer server, String scheme, HttpHandler answer) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.add(request(exchange));
            answer.handle(exchange);
        });
        server.start();
    }

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static Site answering(HttpHandler answer) throws IOException {
        return new Site(HttpServer.create(anywhere(), BACKLOG), "http", answer);
    }

    /** One that answers 200 and nothing else. */
    static Site content() throws IOException {
        return answering(status(200, ""));
    }

    /** One that shows the certificate of "localhost". */
    static Site secure(SSLContext context, boolean askForCertificate) throws IOException {
        HttpsServer server = HttpsServer.create(anywhere(), BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(askForCertificate);
                parameters.setSSLParameters(wanted);
            }
        });
        return new Site(server, "https", status(200, ""));
    }

    static HttpHandler status(int status, String text, String... header) {
        return exchange -> {
            for (int i = 0; i < header.length; i += 2) {
                exchange.getResponseHeaders().set(header[i], header[i + 1]);
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    private static Request request(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                exchange.getRequestBody().readAllBytes());
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return scheme + "://localhost:" + port() + path;
    }

    List<Request> requests() {
        return requests;
    }

    Request request() {
        return requests.get(requests.size() - 1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
