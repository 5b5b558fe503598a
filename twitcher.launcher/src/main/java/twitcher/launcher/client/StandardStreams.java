package twitcher.launcher.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** The standard streams, for the output of one command. */
record StandardStreams(OutputStream stdout, OutputStream stderr) implements NearEnd {
    @Override
    public void out(Frame frame) throws OutputException {
        pass(frame, stdout);
    }

    @Override
    public void err(Frame frame) throws OutputException {
        pass(frame, stderr);
    }

    @Override
    public void raw(FrameChannel channel) throws IOException {
        throw new ProtocolException("the daemon holds a session, but a command was asked for");
    }

    private static void pass(Frame frame, OutputStream stream) throws OutputException {
        try {
            ByteBuffer body = frame.body();
            stream.write(body.array(), body.position(), body.remaining());
            stream.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }
}
