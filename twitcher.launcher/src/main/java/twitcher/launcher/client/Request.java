package twitcher.launcher.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import twitcher.launcher.Invocation;
import twitcher.launcher.Terminal;

/** One command, or for none of them a session, with what the daemon needs to know of the terminal it was typed at. */
record Request(List<String> command, Invocation invocation, List<Attachment> attachments) {
    private static final int ONE_COMMAND = 0;
    private static final int SESSION = 1;
    private static final int CHUNK = 64 << 10;

    Request {
        command = List.copyOf(command);
        attachments = List.copyOf(attachments);
    }

    /** A session at this terminal. */
    static Request session(Invocation invocation) {
        return new Request(List.of(), invocation, List.of());
    }

    /** Sends the command, then its files. */
    void send(FrameChannel channel) throws IOException {
        ByteBuffer body = body();
        if (body.remaining() > Frame.LARGEST_BODY) {
            throw new ProtocolException("the command is longer than " + Frame.LARGEST_BODY + " bytes; use @FILE");
        }
        channel.send(FrameType.REQUEST, body);
        for (int i = 0; i < attachments.size(); i++) {
            sendFile(channel, i, attachments.get(i).content());
        }
    }

    private static void sendFile(FrameChannel channel, int index, byte[] content) throws IOException {
        for (int from = 0; from < content.length; from += CHUNK) {
            int length = Math.min(CHUNK, content.length - from);
            ByteBuffer chunk =
                    ByteBuffer.allocate(2 + length).putShort((short) index).put(content, from, length);
            channel.send(FrameType.ATTACHMENT, chunk.flip());
        }
    }

    private ByteBuffer body() {
        Terminal terminal = invocation.terminal();
        List<Origin.Step> steps = steps();
        Map<Origin.Step, Integer> numbers = new HashMap<>();
        steps.forEach(step -> numbers.put(step, numbers.size()));
        BodyWriter writer = new BodyWriter();
        return writer.u8(command.isEmpty() ? SESSION : ONE_COMMAND)
                .list(command, writer::string)
                .bool(terminal.stdout())
                .bool(terminal.stderr())
                .bool(terminal.stdin())
                .u16(terminal.columns())
                .u16(terminal.rows())
                .string(variable("TERM"))
                .bool(wantsColour())
                .list(
                        attachments,
                        attachment -> writer.u16(attachment.argument())
                                .string(attachment.name())
                                .u32(attachment.content().length))
                .list(
                        steps,
                        step -> writer.string(step.path()).u32(step.owner()).u32(step.mode()))
                .list(attachments, attachment -> origin(writer, numbers, attachment.origin()))
                .body();
    }

    /** Every step to any file, once. */
    private List<Origin.Step> steps() {
        return attachments.stream()
                .flatMap(attachment -> attachment.origin().way().stream())
                .distinct()
                .toList();
    }

    private static void origin(BodyWriter writer, Map<Origin.Step, Integer> numbers, Origin origin) {
        writer.bool(origin.beside()).string(origin.path()).list(origin.way(), step -> writer.u16(numbers.get(step)));
    }

    private boolean wantsColour() {
        String term = variable("TERM");
        return invocation.terminal().stdout()
                && !term.isEmpty()
                && !term.equals("dumb")
                && variable("NO_COLOR").isEmpty();
    }

    private String variable(String name) {
        Map<String, String> environment = invocation.environment();
        return environment.getOrDefault(name, "");
    }
}
