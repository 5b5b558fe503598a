package twitcher.exec;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Native memory, laid out in Java and copied in one go. Freed by {@link #close}, which is called once. */
final class Block implements AutoCloseable {
    private static final int POINTER_BYTES = 8;
    private static final int ALIGNMENT = 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final long address;

    private Block(int size) {
        address = Native.malloc(size);
        if (address == 0) {
            throw new OutOfMemoryError("malloc of " + size + " bytes");
        }
    }

    /** A block of {@code size} bytes, all zero. */
    static Block ofZeros(int size) {
        Plan plan = new Plan();
        plan.room(size);
        return plan.make();
    }

    long address() {
        return address;
    }

    /** The address of what the plan put at {@code offset}. */
    long address(int offset) {
        return address + offset;
    }

    /** The 32-bit number at {@code offset}. */
    int intAt(int offset) {
        return new Pointer(address).getInt(offset);
    }

    /** The 64-bit number at {@code offset}. */
    long longAt(int offset) {
        return new Pointer(address).getLong(offset);
    }

    @Override
    public void close() {
        Native.free(address);
    }

    /** What goes into a block. Each method says at which offset the thing will be. */
    static final class Plan {
        private static final int FIRST_SIZE = 2048;
        private static final int FIRST_POINTERS = 32;

        private byte[] image = new byte[FIRST_SIZE];
        private int size;

        /** Where addresses are; until there is a block they are offsets into it. */
        private int[] pointers = new int[FIRST_POINTERS];

        private int pointerCount;

        /** Zeros, aligned for anything. */
        int room(int bytes) {
            int at = (size + ALIGNMENT - 1) & -ALIGNMENT;
            grow(at + bytes);
            return at;
        }

        /** A string in UTF-8, ended by NUL. */
        int string(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        private int bytes(byte[] text) {
            int at = size;
            grow(at + text.length + 1);
            System.arraycopy(text, 0, image, at, text.length);
            return at;
        }

        /** An array of pointers to strings, ended by a null pointer. */
        int strings(List<String> strings) {
            int array = room((strings.size() + 1) * POINTER_BYTES);
            int next = array;
            for (String text : strings) {
                point(next, string(text));
                next += POINTER_BYTES;
            }
            return array;
        }

        private void grow(int newSize) {
            if (newSize > image.length) {
                image = Arrays.copyOf(image, Math.max(newSize, 2 * image.length));
            }
            size = newSize;
        }

        private void point(int at, int target) {
            if (pointerCount == pointers.length) {
                pointers = Arrays.copyOf(pointers, 2 * pointerCount);
            }
            pointers[pointerCount] = at;
            pointerCount++;
            LONG.set(image, at, (long) target);
        }

        /** The block, as planned. */
        Block make() {
            Block block = new Block(size);
            for (int i = 0; i < pointerCount; i++) {
                LONG.set(image, pointers[i], block.address + (long) LONG.get(image, pointers[i]));
            }
            new Pointer(block.address).write(0, image, 0, size);
            return block;
        }
    }
}
