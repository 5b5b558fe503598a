package twitcher.launcher.client;

import java.io.IOException;

/** What the daemon's frames do here. Called by the thread that receives them. */
interface NearEnd {
    /** Output came. */
    void out(Frame frame) throws OutputException;

    /** An error came. */
    void err(Frame frame) throws OutputException;

    /** The daemon wants every key that is pressed from now on, by {@code channel}. */
    void raw(FrameChannel channel) throws IOException;
}
