package twitcher.engine.guest;

import java.io.OutputStream;
import java.util.Arrays;
import twitcher.api.Output;
import twitcher.api.Payload;

/** Keeps both ends of what is written to it, in memory, and counts the rest. Any thread. */
final class KeptStream extends OutputStream {
    private static final int MOST = Output.END_BYTES;
    private static final int FIRST_SIZE = 256;

    private byte[] head = new byte[0];
    /** A ring, once there is more than fits into the head; its oldest byte is at {@code total - head}, modulo its size. */
    private byte[] tail = new byte[0];

    private long total;

    @Override
    public synchronized void write(int b) {
        byte[] one = {(byte) b};
        write(one, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int toHead = (int) Math.min(length, Math.max(0, MOST - total));
        if (toHead > 0) {
            head = grown(head, (int) total, toHead);
            System.arraycopy(bytes, offset, head, (int) total, toHead);
            total += toHead;
        }
        toTail(bytes, offset + toHead, length - toHead);
    }

    private void toTail(byte[] bytes, int offset, int length) {
        int skipped = Math.max(0, length - MOST);
        total += skipped;
        int from = offset + skipped;
        int end = offset + length;
        while (from < end) {
            int at = (int) ((total - MOST) % MOST);
            int size = Math.min(end - from, MOST - at);
            tail = grown(tail, at, size);
            System.arraycopy(bytes, from, tail, at, size);
            from += size;
            total += size;
        }
    }

    private static byte[] grown(byte[] bytes, int used, int more) {
        int needed = used + more;
        return needed <= bytes.length
                ? bytes
                : Arrays.copyOf(bytes, Math.min(MOST, Math.max(needed, Math.max(FIRST_SIZE, bytes.length * 2))));
    }

    synchronized Output.Kept kept() {
        if (total == 0) {
            return Output.Kept.NOTHING;
        }
        byte[] first = Arrays.copyOf(head, (int) Math.min(total, MOST));
        return new Output.Kept(Payload.copyOf(first), Payload.copyOf(last()), total);
    }

    private byte[] last() {
        long beyond = Math.max(0, total - MOST);
        if (beyond <= MOST) {
            return Arrays.copyOf(tail, (int) beyond);
        }
        int oldest = (int) (beyond % MOST);
        byte[] inOrder = new byte[MOST];
        System.arraycopy(tail, oldest, inOrder, 0, MOST - oldest);
        System.arraycopy(tail, 0, inOrder, MOST - oldest, oldest);
        return inOrder;
    }
}
