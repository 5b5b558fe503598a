package twitcher.exec;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Native memory, laid out in Java and copied in one go. Freed by {@link #close}, which is called once. */
final class Block implements AutoCloseable {
    private static final int POINTER_BYTES = 8;
    private static final int ALIGNMENT = 16;

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
        private record Text(int at, byte[] bytes) {}

        private record Pointers(int at, List<Integer> targets) {}

        private final List<Text> texts = new ArrayList<>();
        private final List<Pointers> arrays = new ArrayList<>();
        private int size;

        /** Zeros, aligned for anything. */
        int room(int bytes) {
            int at = (size + ALIGNMENT - 1) & -ALIGNMENT;
            size = at + bytes;
            return at;
        }

        /** A string in UTF-8, ended by NUL. */
        int string(String text) {
            Text placed = new Text(size, text.getBytes(StandardCharsets.UTF_8));
            texts.add(placed);
            size += placed.bytes().length + 1;
            return placed.at();
        }

        /** An array of pointers to strings, ended by a null pointer. */
        int strings(List<String> strings) {
            List<Integer> targets = strings.stream().map(this::string).toList();
            Pointers array = new Pointers(room((targets.size() + 1) * POINTER_BYTES), targets);
            arrays.add(array);
            return array.at();
        }

        /** The block, as planned. */
        Block make() {
            Block block = new Block(size);
            ByteBuffer image = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
            texts.forEach(text -> image.put(text.at(), text.bytes()));
            arrays.forEach(array -> {
                image.position(array.at());
                array.targets().forEach(target -> image.putLong(block.address(target)));
            });
            new Pointer(block.address).write(0, image.array(), 0, size);
            return block;
        }
    }
}
