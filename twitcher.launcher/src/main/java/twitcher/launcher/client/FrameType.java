package twitcher.launcher.client;

import java.util.Arrays;
import java.util.Optional;

/** The frames that a client of one command sends or receives. */
enum FrameType {
    HELLO(0x01),
    REQUEST(0x02),
    ATTACHMENT(0x03),
    STDOUT(0x11),
    STDERR(0x12),
    EXIT(0x13);

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
