package twitcher.launcher.client;

import java.util.Arrays;
import java.util.Optional;

/** The frames that a client sends or receives; the last ones in a session only. */
enum FrameType {
    HELLO(0x01),
    REQUEST(0x02),
    ATTACHMENT(0x03),
    STDOUT(0x11),
    STDERR(0x12),
    EXIT(0x13),
    KEYS(0x20),
    RESIZE(0x21),
    RAW(0x23);

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<FrameType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }
}
