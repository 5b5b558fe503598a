package twitcher.launcher.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.LogRecord;

/**
 * Writes to syslog, facility daemon, through one long-lived {@code logger} process (the JDK has no Unix datagrams), each
 * line with its own priority. While there is no syslog, or no {@code logger}, lines go to another sink; it is tried
 * again with growing delay.
 */
final class SyslogSink implements Sink {
    private static final Path DEVICE = Path.of("/dev/log");
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LAST_DELAY = Duration.ofMinutes(1);
    private static final Duration SERVED_WELL = Duration.ofSeconds(10);
    private static final int PROVES_ITSELF_MS = 50;
    private static final String MAX_LINE = "16384";

    private final List<String> command;
    private final Path device;
    private final LineFormat format;
    private final Sink fallback;
    private final LongSupplier nanoTime;
    private Process logger;
    private OutputStream pipe;
    private Duration delay = FIRST_DELAY;
    private long connected;
    private long nextTry;
    private String said = "";

    SyslogSink(List<String> command, Path device, LineFormat format, Sink fallback, LongSupplier nanoTime) {
        this.command = List.copyOf(command);
        this.device = device;
        this.format = format;
        this.fallback = fallback;
        this.nanoTime = nanoTime;
        this.nextTry = nanoTime.getAsLong();
    }

    /** Through util-linux's {@code logger}; falls back to standard error. */
    static SyslogSink system(LineFormat format) {
        String pid = Long.toString(ProcessHandle.current().pid());
        List<String> command = List.of(
                "logger", "-t", "twitcher", "--id=" + pid, "-p", "daemon.info", "--prio-prefix", "--size", MAX_LINE);
        return new SyslogSink(command, DEVICE, format, StreamSink.stderr(format), System::nanoTime);
    }

    @Override
    public void write(LogRecord event) throws IOException {
        if (!isConnected()) {
            fallback.write(event);
            return;
        }
        try {
            send(event);
        } catch (IOException e) {
            disconnect("logger ended: " + e.getMessage());
            sendAgain(event);
        }
    }

    /** Passes on what is buffered; a {@code logger} found dead then is replaced at the next write. */
    @Override
    public void flush() throws IOException {
        fallback.flush();
        if (pipe == null) {
            return;
        }
        try {
            pipe.flush();
        } catch (IOException e) {
            disconnect("logger ended: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        try (fallback) {
            if (pipe != null) {
                pipe.close();
            }
        } finally {
            pipe = null;
        }
    }

    private void sendAgain(LogRecord event) throws IOException {
        if (isConnected()) {
            send(event);
        } else {
            fallback.write(event);
        }
    }

    private void send(LogRecord event) throws IOException {
        String priority = "<" + Level.of(event.getLevel()).priority() + ">";
        pipe.write((priority + format.undated(event) + '\n').getBytes(UTF_8));
    }

    private boolean isConnected() throws IOException {
        if (logger != null && logger.isAlive()) {
            return true;
        }
        if (logger != null) {
            disconnect("logger ended with exit code " + logger.exitValue());
        }
        return nanoTime.getAsLong() - nextTry >= 0 && connect();
    }

    private boolean connect() throws IOException {
        if (!Files.exists(device)) {
            return failed("there is no syslog here (" + device + " is missing)");
        }
        try {
            logger = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return failed("cannot run logger: " + e.getMessage());
        }
        if (endsAtOnce(logger)) {
            logger = null;
            return failed("logger ends at once: '" + String.join(" ", command) + "'");
        }
        pipe = new BufferedOutputStream(logger.getOutputStream());
        connected = nanoTime.getAsLong();
        return true;
    }

    /** Gives up this {@code logger}. One that served for a while is replaced at once, another one after a delay. */
    private void disconnect(String why) throws IOException {
        if (logger != null) {
            logger.destroy();
        }
        logger = null;
        pipe = null;
        boolean servedWell = nanoTime.getAsLong() - connected >= SERVED_WELL.toNanos();
        if (servedWell) {
            nextTry = nanoTime.getAsLong();
            delay = FIRST_DELAY;
            said = "";
        } else {
            failed(why);
        }
    }

    /** Says why once, and sets when to try again. */
    private boolean failed(String why) throws IOException {
        nextTry = nanoTime.getAsLong() + delay.toNanos();
        delay = delay.multipliedBy(2).compareTo(LAST_DELAY) < 0 ? delay.multipliedBy(2) : LAST_DELAY;
        if (!why.equals(said)) {
            said = why;
            fallback.write(Notices.warning(why + ": logging to standard error until syslog is there"));
        }
        return false;
    }

    private static boolean endsAtOnce(Process process) {
        try {
            return process.waitFor(PROVES_ITSELF_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
