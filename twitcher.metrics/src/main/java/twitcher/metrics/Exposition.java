package twitcher.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Answers requests with the figures, in the text format that was asked for. */
final class Exposition implements Listener.Pages {
    private static final String PATH = "/metrics";

    private final Supplier<MetricSnapshots> figures;
    private final ExpositionFormats formats = ExpositionFormats.init();

    Exposition(Supplier<MetricSnapshots> figures) {
        this.figures = figures;
    }

    @Override
    public byte[] answer(Request request) throws IOException {
        boolean head = request.method().equals("HEAD");
        if (!head && !request.method().equals("GET")) {
            return plain("405 Method Not Allowed", "only GET is answered\n");
        } else if (!request.path().equals(PATH)) {
            return plain("404 Not Found", "the figures are at " + PATH + "\n");
        }
        ExpositionFormatWriter writer = formats.findWriter(request.accept());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        writer.write(body, figures.get());
        return whole("200 OK", writer.getContentType(), body.toByteArray(), head ? 0 : body.size());
    }

    private static byte[] plain(String status, String words) {
        byte[] body = words.getBytes(StandardCharsets.UTF_8);
        return whole(status, "text/plain; charset=utf-8", body, body.length);
    }

    private static byte[] whole(String status, String type, byte[] body, int sent) {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n";
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        answer.write(body, 0, sent);
        return answer.toByteArray();
    }
}
