package twitcher.itest.faults;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.awaitility.Awaitility;
import twitcher.zk.server.ZooKeeperProcess;

/** Three servers in processes of their own, and the network between them and the daemon. For one thread. */
final class Ensemble implements Closeable {
    private final List<ZooKeeperProcess> servers;
    private final List<Proxy> proxies = new ArrayList<>();
    private final Set<ZooKeeperProcess> paused = new HashSet<>();

    private Ensemble(List<ZooKeeperProcess> servers) throws IOException {
        this.servers = servers;
        for (ZooKeeperProcess server : servers) {
            proxies.add(new Proxy(port(server)));
        }
    }

    /** Starts three servers with their data in {@code folder}; returns when they serve. */
    static Ensemble start(Path folder) throws IOException {
        List<ZooKeeperProcess> servers = ZooKeeperProcess.ensemble(folder, 3);
        for (ZooKeeperProcess server : servers) {
            server.option("-Dzookeeper.forceSync=no")
                    .with("maxSessionTimeout", "60000")
                    .with("syncLimit", Integer.toString(Schedule.SESSION_MS / 500))
                    .launch();
        }
        Ensemble ensemble = new Ensemble(servers);
        ensemble.mend();
        return ensemble;
    }

    private boolean servesAgain(ZooKeeperProcess server) {
        raise(server);
        return server.fourLetters("srvr").contains("Mode:");
    }

    private static int port(ZooKeeperProcess server) {
        String address = server.connectString();
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    /** How the test reaches the servers. */
    String direct() {
        return servers.stream().map(ZooKeeperProcess::connectString).collect(Collectors.joining(","));
    }

    /** How the daemon reaches them. */
    String proxied() {
        return proxies.stream().map(Proxy::address).collect(Collectors.joining(","));
    }

    List<Proxy> proxies() {
        return proxies;
    }

    /** Which server the daemon is connected to, if to one only. */
    Optional<Integer> daemonsServer() {
        List<Integer> used = IntStream.range(0, proxies.size())
                .filter(i -> proxies.get(i).used())
                .boxed()
                .toList();
        return used.size() == 1 ? Optional.of(used.get(0)) : Optional.empty();
    }

    ZooKeeperProcess server(int pick) {
        return servers.get(Math.floorMod(pick, servers.size()));
    }

    List<ZooKeeperProcess> all() {
        return servers;
    }

    /** The one that leads, as far as those that can be asked know; else any. */
    ZooKeeperProcess leader(int pick) {
        return servers.stream()
                .filter(server -> !paused.contains(server))
                .filter(server -> server.fourLetters("srvr").contains("Mode: leader"))
                .findFirst()
                .orElseGet(() -> server(pick));
    }

    void pause(ZooKeeperProcess server) {
        if (server.process().isAlive()) {
            server.pause();
            paused.add(server);
        }
    }

    void proceed(ZooKeeperProcess server) {
        if (paused.remove(server) && server.process().isAlive()) {
            server.proceed();
        }
    }

    void kill(ZooKeeperProcess server) {
        paused.remove(server);
        server.kill();
    }

    /** Lets a server run again, whatever was done to it; does not wait until it serves. */
    void raise(ZooKeeperProcess server) {
        proceed(server);
        if (!server.process().isAlive()) {
            server.launch();
        }
    }

    /** Ends the daemon's session at once, as if it had been silent for too long; returns whether there was one. */
    boolean expire() throws IOException, InterruptedException {
        for (Proxy proxy : proxies) {
            Optional<Proxy.Granted> session = proxy.granted();
            if (session.isPresent()) {
                expire(session.get());
            }
        }
        return proxies.stream().anyMatch(proxy -> proxy.granted().isPresent());
    }

    private void expire(Proxy.Granted session) throws IOException, InterruptedException {
        CountDownLatch settled = new CountDownLatch(1);
        Watcher watcher = event -> {
            if (event.getState() != Watcher.Event.KeeperState.Disconnected) {
                settled.countDown();
            }
        };
        ZooKeeper twin = new ZooKeeper(direct(), 3_000, watcher, session.id(), session.password());
        settled.await(3, TimeUnit.SECONDS);
        twin.close(1_000);
    }

    /** Undoes whatever was done; returns when all servers serve. */
    void mend() {
        proxies.forEach(Proxy::mend);
        Awaitility.await("all servers serve")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .pollDelay(Duration.ZERO)
                .until(() -> servers.stream().filter(this::servesAgain).count() == servers.size());
    }

    @Override
    public void close() throws IOException {
        for (Proxy proxy : proxies) {
            proxy.close();
        }
        servers.forEach(ZooKeeperProcess::close);
    }
}
