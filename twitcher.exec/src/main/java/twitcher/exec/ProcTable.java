package twitcher.exec;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import twitcher.api.process.ProcessId;

/** The processes of this machine at one moment, read from {@code /proc}. Not thread-safe. */
final class ProcTable {
    /** The variable by which a process tells its run. */
    static final String RUN_VARIABLE = "TWITCHER_RUN";

    private static final long SELF = ProcessHandle.current().pid();

    private final Map<Long, ProcStat> processes = new LinkedHashMap<>();
    private final Map<Long, Optional<String>> runs = new LinkedHashMap<>();
    private final Set<Long> untouchable = new HashSet<>();

    private ProcTable() {}

    /** What is alive now, zombies aside. Needs one descriptor at a time, so that it works when those are short. */
    static ProcTable read() {
        ProcTable table = new ProcTable();
        String[] names = Optional.ofNullable(new File("/proc").list()).orElse(new String[0]);
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                ProcStat.of(Long.parseLong(name))
                        .filter(ProcStat::alive)
                        .ifPresent(stat -> table.processes.put(stat.pid(), stat));
            }
        }
        table.protect();
        return table;
    }

    /** Whether it could be read: this process, at least, is alive. */
    boolean readable() {
        return processes.containsKey(SELF);
    }

    /** This process, its ancestors and init are no run's, even if an operator's run started the daemon. */
    private void protect() {
        untouchable.add(1L);
        for (Long pid = SELF; pid != null && untouchable.add(pid); ) {
            ProcStat stat = processes.get(pid);
            pid = stat == null ? null : Long.valueOf(stat.parent());
        }
    }

    /** The session leader that carries {@code runId}: the process the run was started as. */
    Optional<ProcStat> leaderOf(String runId) {
        return processes.values().stream()
                .filter(stat -> stat.session() == stat.pid())
                .filter(stat -> !untouchable.contains(stat.pid()))
                .filter(stat -> runOf(stat.pid()).filter(runId::equals).isPresent())
                .findFirst();
    }

    /**
     * Everything that belongs to a run: its process, the session and group of that, their descendants, what carries the
     * id of the run, and of {@code seen} (pid to start) what still lives.
     */
    List<ProcStat> membersOf(String runId, ProcessId leader, Map<Long, Long> seen) {
        Map<Long, ProcStat> members = new LinkedHashMap<>();
        boolean numberIsOurs = !processes.containsKey(leader.pid()) || same(leader);
        for (ProcStat stat : processes.values()) {
            if (untouchable.contains(stat.pid())) {
                continue;
            }
            boolean related = numberIsOurs && (stat.group() == leader.pid() || stat.session() == leader.pid());
            boolean known = Long.valueOf(stat.startTicks()).equals(seen.get(stat.pid()));
            if (related || known || carries(stat, runId, leader)) {
                members.put(stat.pid(), stat);
            }
        }
        addDescendants(members);
        return List.copyOf(members.values());
    }

    private boolean same(ProcessId leader) {
        return leader.startTicks() == Boot.UNKNOWN_START
                || processes.get(leader.pid()).startTicks() == leader.startTicks();
    }

    private boolean carries(ProcStat stat, String runId, ProcessId leader) {
        return stat.startTicks() >= leader.startTicks()
                && runOf(stat.pid()).filter(runId::equals).isPresent();
    }

    private void addDescendants(Map<Long, ProcStat> members) {
        Map<Long, List<ProcStat>> children = new LinkedHashMap<>();
        processes
                .values()
                .forEach(stat -> children.computeIfAbsent(stat.parent(), p -> new ArrayList<>())
                        .add(stat));
        List<ProcStat> open = new ArrayList<>(members.values());
        while (!open.isEmpty()) {
            ProcStat parent = open.remove(open.size() - 1);
            for (ProcStat child : children.getOrDefault(parent.pid(), List.of())) {
                if (!untouchable.contains(child.pid()) && members.putIfAbsent(child.pid(), child) == null) {
                    open.add(child);
                }
            }
        }
    }

    /** The runs that some process carries. */
    Set<String> runs() {
        Set<String> all = new HashSet<>();
        processes.keySet().forEach(pid -> runOf(pid).ifPresent(all::add));
        return all;
    }

    private Optional<String> runOf(long pid) {
        return runs.computeIfAbsent(pid, ProcTable::readRun);
    }

    private static Optional<String> readRun(long pid) {
        try {
            String environment =
                    Files.readString(Path.of("/proc", String.valueOf(pid), "environ"), StandardCharsets.ISO_8859_1);
            return variable(environment, RUN_VARIABLE + "=");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> variable(String environment, String prefix) {
        int at = environment.startsWith(prefix) ? 0 : environment.indexOf('\0' + prefix) + 1;
        if (at == 0 && !environment.startsWith(prefix)) {
            return Optional.empty();
        }
        int end = environment.indexOf('\0', at);
        return Optional.of(environment.substring(at + prefix.length(), end < 0 ? environment.length() : end));
    }
}
