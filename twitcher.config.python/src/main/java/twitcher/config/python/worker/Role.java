package twitcher.config.python.worker;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jnr.ffi.Pointer;

/** Makes a worker the process of a run: its environment, directory, umask, files and user. */
final class Role {
    private static final List<Integer> SIGNALS = List.of(1, 2, 3, 10, 13, 14, 15);
    private static final String RUN = "TWITCHER_RUN";

    private Role() {}

    /** Takes on standard output and error, so that a refusal can be said. */
    static void files(Map<String, Object> stage) throws Refused {
        to(1, (String) stage.get("stdout"), Libc.O_WRONLY | Libc.O_APPEND);
        to(2, (String) stage.get("stderr"), Libc.O_WRONLY | Libc.O_APPEND);
        String stdin = (String) stage.get("stdin");
        to(0, stdin == null ? "/dev/null" : stdin, Libc.O_RDONLY);
        if (stdin != null) {
            Libc.C.unlink(stdin);
        }
    }

    private static void to(int number, String path, int flags) throws Refused {
        int file = Libc.C.open(path, flags | Libc.O_CLOEXEC);
        if (file < 0 || Libc.C.dup2(file, number) < 0) {
            throw new Refused(path + ": " + Libc.lastError());
        }
        Libc.C.close(file);
    }

    /** Takes on the rest; the directory is entered as the user of the run. */
    static void rest(Map<String, Object> stage) throws Refused {
        showRun((String) Program.Messages.map(stage, "env").get(RUN));
        Libc.C.umask(((Number) stage.get("umask")).intValue());
        Map<String, Object> who = Program.Messages.map(stage, "become");
        if (who != null) {
            become(who);
        }
        String cwd = (String) stage.get("cwd");
        if (Libc.C.chdir(cwd) != 0) {
            throw new Refused("cwd " + cwd + ": " + Libc.lastError());
        }
        SIGNALS.forEach(number -> Libc.C.signal(number, null));
    }

    private static void become(Map<String, Object> who) throws Refused {
        int[] groups = Program.Messages.list(who, "groups").stream()
                .mapToInt(group -> ((Number) group).intValue())
                .toArray();
        int gid = ((Number) who.get("gid")).intValue();
        int uid = ((Number) who.get("uid")).intValue();
        if (Libc.C.setgroups(groups.length, groups) != 0 || Libc.C.setgid(gid) != 0 || Libc.C.setuid(uid) != 0) {
            throw new Refused("cannot become uid " + uid + ", gid " + gid + ": " + Libc.lastError());
        }
    }

    /** So that /proc/PID/environ tells the run: over the room that was left for it when this process was started. */
    private static void showRun(String run) {
        Pointer room = Libc.C.getenv(RUN);
        if (room != null) {
            byte[] shown = new byte[room.getString(0).length()];
            byte[] id = run.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(id, 0, shown, 0, Math.min(id.length, shown.length));
            room.put(0, shown, 0, shown.length);
        }
    }

    /** The run cannot begin. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }
}
