package twitcher.itest.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import twitcher.itest.faults.Proxy.Way;

/** Does to the servers, the network and the daemon what a schedule says, when it says so. For one thread. */
final class Injector {
    private final Ensemble ensemble;
    private final Subject subject;
    private final Configs configs;
    private final List<String> done = new ArrayList<>();

    Injector(Ensemble ensemble, Subject subject, Configs configs) {
        this.ensemble = ensemble;
        this.subject = subject;
        this.configs = configs;
    }

    private interface Deed {
        void run() throws IOException, InterruptedException;
    }

    private record Step(int atMs, String words, Deed deed) {}

    /** What was done, with the time by {@link Uptime}. */
    List<String> done() {
        return done;
    }

    /** Does all of it; {@code loadEnds} is one of the things to do, in its time. */
    void play(Schedule schedule, Runnable loadEnds) throws IOException, InterruptedException {
        List<Step> steps = new ArrayList<>();
        for (Injection injection : schedule.injections()) {
            steps.add(new Step(injection.atMs(), injection.kind() + " begins", () -> begin(injection)));
            steps.add(new Step(injection.endMs(), injection.kind() + " ends", () -> end(injection)));
        }
        steps.add(new Step(schedule.loadMs(), "the load ends", loadEnds::run));
        steps.sort(Comparator.comparingInt(Step::atMs));
        long start = System.nanoTime();
        for (Step step : steps) {
            long left = TimeUnit.MILLISECONDS.toNanos(step.atMs()) - (System.nanoTime() - start);
            TimeUnit.NANOSECONDS.sleep(left);
            done.add("%.2f %s".formatted(Uptime.now(), step.words()));
            step.deed().run();
        }
    }

    private void begin(Injection injection) throws IOException, InterruptedException {
        int pick = injection.pick();
        switch (injection.kind()) {
            case KILL_SERVER -> ensemble.kill(ensemble.server(pick));
            case KILL_LEADER -> ensemble.kill(ensemble.leader(pick));
            case KILL_ALL -> ensemble.all().forEach(ensemble::kill);
            case PAUSE_SERVER, PAUSE_SERVER_LONG -> ensemble.pause(ensemble.server(pick));
            case PAUSE_LEADER_LONG -> ensemble.pause(ensemble.leader(pick));
            case PAUSE_ALL_LONG -> ensemble.all().forEach(ensemble::pause);
            case DELAY -> ensemble.proxies().forEach(proxy -> proxy.delay(20 + pick % 200));
            case STALL, STALL_LONG -> hold(EnumSet.allOf(Way.class));
            case STALL_TO_SERVERS -> hold(EnumSet.of(Way.TO_SERVER));
            case STALL_TO_DAEMON -> hold(EnumSet.of(Way.TO_DAEMON));
            case CUT -> ensemble.proxies().forEach(Proxy::cut);
            case CUT_ONE -> ensemble.proxies().get(pick % 3).cut();
            case EXPIRE -> ensemble.expire();
            default -> beginOnDaemon(injection);
        }
    }

    private void hold(Set<Way> ways) {
        ensemble.proxies().forEach(proxy -> proxy.hold(ways));
    }

    private void beginOnDaemon(Injection injection) throws IOException, InterruptedException {
        switch (injection.kind()) {
            case KILL_DAEMON -> subject.kill();
            case STOP_DAEMON -> subject.stop();
            case PAUSE_DAEMON, PAUSE_DAEMON_LONG -> subject.pause();
            case REPLACE_CONFIG -> configs.spoil();
            case UPDATE_ZK -> subject.update("twitcher.zk");
            case UPDATE_ENGINE -> subject.update("twitcher.engine");
            case UPDATE_EXEC -> subject.update("twitcher.exec");
            case UPDATE_GATE -> subject.update("twitcher.config");
            case UPDATE_JSON -> subject.update("twitcher.config.json");
            case STEP_CLOCK -> subject.clock().step(injection.pick());
            case FILL_DISK -> subject.disk().fill();
            default -> throw new IllegalStateException("not a fault of the daemon: " + injection);
        }
    }

    private void end(Injection injection) throws IOException, InterruptedException {
        switch (injection.kind()) {
            case KILL_SERVER,
                    KILL_LEADER,
                    KILL_ALL,
                    PAUSE_SERVER,
                    PAUSE_SERVER_LONG,
                    PAUSE_LEADER_LONG,
                    PAUSE_ALL_LONG -> ensemble.all().forEach(ensemble::raise);
            case DELAY, STALL, STALL_LONG, STALL_TO_SERVERS, STALL_TO_DAEMON, CUT, CUT_ONE ->
                ensemble.proxies().forEach(Proxy::mend);
            case KILL_DAEMON, STOP_DAEMON -> subject.launch();
            case PAUSE_DAEMON, PAUSE_DAEMON_LONG -> subject.proceed();
            case REPLACE_CONFIG -> configs.replace();
            case STEP_CLOCK -> subject.clock().right();
            case FILL_DISK -> subject.disk().drain();
            case EXPIRE, UPDATE_ZK, UPDATE_ENGINE, UPDATE_EXEC, UPDATE_GATE, UPDATE_JSON -> {}
        }
    }
}
