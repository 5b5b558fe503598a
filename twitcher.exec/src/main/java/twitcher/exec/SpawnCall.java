package twitcher.exec;

import java.util.ArrayList;
import java.util.List;

/**
 * One call of posix_spawn(3), laid out in native memory.
 *
 * @param program path of what is executed first
 * @param argv its arguments, its name among them
 * @param order working directory and environment
 * @param files standard input, output and error
 */
record SpawnCall(String program, List<String> argv, Spawn order, Files files) {
    private static final int FILE_ACTIONS_BYTES = 256;
    private static final int FIRST_TO_CLOSE = 3;

    /** Descriptors of the daemon. */
    record Files(int in, int out, int err) {}

    /** The pid, or the error number, negated. */
    int make(long attributes) {
        Block.Plan plan = new Block.Plan();
        int pid = plan.room(Integer.BYTES);
        int actions = plan.room(FILE_ACTIONS_BYTES);
        int cwd = plan.string(order.cwd());
        int path = plan.string(program);
        int arguments = plan.strings(argv);
        int environment = plan.strings(environment());
        try (Block block = plan.make()) {
            long todo = block.address(actions);
            int error = describe(todo, block.address(cwd));
            if (error == 0) {
                error = Libc.posix_spawn(
                        block.address(pid),
                        block.address(path),
                        todo,
                        attributes,
                        block.address(arguments),
                        block.address(environment));
            }
            Libc.posix_spawn_file_actions_destroy(todo);
            return error == 0 ? block.intAt(pid) : -error;
        }
    }

    private List<String> environment() {
        List<String> lines = new ArrayList<>(order.env().size());
        order.env().forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }

    private int describe(long actions, long cwd) {
        Libc.posix_spawn_file_actions_init(actions);
        int error = Libc.posix_spawn_file_actions_adddup2(actions, files.in(), 0);
        error |= Libc.posix_spawn_file_actions_adddup2(actions, files.out(), 1);
        error |= Libc.posix_spawn_file_actions_adddup2(actions, files.err(), 2);
        error |= Libc.posix_spawn_file_actions_addclosefrom_np(actions, FIRST_TO_CLOSE);
        return error | Libc.posix_spawn_file_actions_addchdir_np(actions, cwd);
    }
}
