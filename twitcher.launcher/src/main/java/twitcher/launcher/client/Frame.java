package twitcher.launcher.client;

import java.nio.ByteBuffer;

/**
 * One message of the protocol.
 *
 * @param body read-only for whoever gets it, positioned at its beginning
 */
record Frame(FrameType type, ByteBuffer body) {
    /** More than this is never sent, and refused when received. */
    static final int LARGEST_BODY = 1 << 20;
}
