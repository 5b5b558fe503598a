package twitcher.config.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import twitcher.api.config.ConfigSource;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;

/**
 * The text of a file, and where its characters stand: lines end with LF, CRLF or CR; columns count characters, a tab is
 * one. Places are found fastest in ascending order. Confined to one thread.
 */
final class SourceText {
    private static final int MOST_BAD_BYTES = 5;

    private final String file;
    private final String text;
    private final List<Problem> problems = new ArrayList<>();
    private int offset;
    private int line = 1;
    private int column = 1;

    private SourceText(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Decodes UTF-8, with or without a byte order mark. What is not UTF-8 is in {@link #problems}. */
    static SourceText of(ConfigSource source) {
        byte[] bytes = source.text().toByteArray();
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            SourceText none = new SourceText(source.file(), "");
            none.problems.add(new Problem(none.at(0), "the file is in UTF-16; save it in UTF-8"));
            return none;
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        return decoded(source.file(), ByteBuffer.wrap(bytes, start, bytes.length - start));
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static SourceText decoded(String file, ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(bytes.remaining());
        List<BadByte> bad = new ArrayList<>();
        CoderResult result = decoder.decode(bytes, chars, true);
        while (result.isError()) {
            bad.add(new BadByte(chars.position(), bytes.get(bytes.position())));
            bytes.position(bytes.position() + result.length());
            chars.put('\uFFFD');
            result = decoder.decode(bytes, chars, true);
        }
        SourceText source = new SourceText(file, chars.flip().toString());
        source.complain(bad);
        return source;
    }

    private void complain(List<BadByte> bad) {
        for (BadByte one : bad.subList(0, Math.min(bad.size(), MOST_BAD_BYTES))) {
            String words = String.format("byte 0x%02X is not UTF-8; save the file in UTF-8", one.value());
            problems.add(new Problem(at(one.offset()), words));
        }
        if (bad.size() > MOST_BAD_BYTES) {
            String words = "from here on " + (bad.size() - MOST_BAD_BYTES) + " more places that are not UTF-8";
            problems.add(new Problem(at(bad.get(MOST_BAD_BYTES).offset()), words));
        }
    }

    /** What keeps it from being read as text. */
    List<Problem> problems() {
        return problems;
    }

    String text() {
        return text;
    }

    /** The place of the character at {@code index}, or of the end. */
    Location at(int index) {
        if (index < offset) {
            offset = 0;
            line = 1;
            column = 1;
        }
        while (offset < Math.min(index, text.length())) {
            step();
        }
        return new Location(file, line, column);
    }

    private void step() {
        char c = text.charAt(offset++);
        boolean lineEnd = c == '\n' || c == '\r' && (offset == text.length() || text.charAt(offset) != '\n');
        if (lineEnd) {
            line++;
            column = 1;
        } else if (!Character.isLowSurrogate(c)) {
            column++;
        }
    }

    private record BadByte(int offset, byte value) {}
}
