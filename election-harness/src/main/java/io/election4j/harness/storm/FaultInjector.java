/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.HeldBytes;
import io.election4j.testkit.server.NamespaceNetwork;
import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Injects faults and undoes them. Thread-safe, as long as no two faults concern the same server at one time. */
final class FaultInjector {
    private static final Logger LOG = LoggerFactory.getLogger(FaultInjector.class);
    private static final Duration LONGEST_DELAY = Duration.ofMillis(800);
    private static final int ALL = -1;

    /** Divisor of a fault's length: after that part, a client loses the connections on which its requests are held back. */
    private static final int SOON = 10;

    private final ServerCluster servers;
    private final Optional<NamespaceNetwork> network;
    private final List<StormProcess> processes;

    /** Without a network of their own, no fault between servers is possible. */
    FaultInjector(ServerCluster servers, Optional<NamespaceNetwork> network, List<StormProcess> processes) {
        this.servers = servers;
        this.network = network;
        this.processes = List.copyOf(processes);
    }

    /**
     * Injects a fault for its length, or until the thread is interrupted; the thread then stays interrupted. The fault
     * is undone when it returns.
     */
    Fault play(PlannedFault planned) {
        long from = System.nanoTime();
        Runnable undo = begin(planned);
        boolean interrupted = false;
        try {
            TimeUnit.NANOSECONDS.sleep(planned.length().toNanos());
        } catch (InterruptedException over) {
            interrupted = true;
        }
        undo.run();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Fault(planned.kind(), target(planned), from, System.nanoTime());
    }

    private String target(PlannedFault planned) {
        String server = servers.member(planned.server()).name();
        String process = processes.get(planned.process()).name();
        return switch (planned.kind()) {
            case FREEZE_SERVER, KILL_SERVER, CUT_OFF_SERVER, MUTE_SERVER, LOSE_PACKETS -> server;
            case PARTITION_FROM_SERVER -> process + " to " + server;
            default -> process;
        };
    }

    /** Begins a fault, and returns what undoes it. */
    private Runnable begin(PlannedFault planned) {
        ServerProcess server = servers.member(planned.server());
        StormProcess process = processes.get(planned.process());
        return switch (planned.kind()) {
            case FREEZE_SERVER -> freeze(server);
            case KILL_SERVER -> kill(server);
            case CUT_OFF_SERVER -> cutOff(planned.server(), true);
            case MUTE_SERVER -> cutOff(planned.server(), false);
            case LOSE_PACKETS -> losePackets(planned);
            case FREEZE_CANDIDATES -> freeze(process.handle().process());
            case PARTITION -> onLines(process.to(ALL), FaultProxy::stall);
            case PARTITION_FROM_SERVER -> onLines(process.to(planned.server()), FaultProxy::stall);
            case LOSE_ANSWERS -> onLines(process.to(ALL), FaultProxy::stallAnswers);
            case RESET -> onLines(process.to(ALL), FaultProxy::cut);
            case SLOW -> slow(process, planned.strength());
            case DELIVER_LATE -> deliverLate(process, planned);
        };
    }

    private static Runnable freeze(ServerProcess process) {
        process.freeze();
        return process::thaw;
    }

    private static Runnable kill(ServerProcess server) {
        server.kill();
        return server::start;
    }

    private Runnable cutOff(int server, boolean deaf) {
        NamespaceNetwork between = network.orElseThrow();
        List<Integer> others = IntStream.range(0, servers.members().size())
                .filter(other -> other != server)
                .boxed()
                .toList();
        others.forEach(other -> between.cut(server, other));
        if (deaf) {
            others.forEach(other -> between.cut(other, server));
        }
        return () -> others.forEach(other -> {
            between.mend(server, other);
            between.mend(other, server);
        });
    }

    private Runnable losePackets(PlannedFault planned) {
        PacketLoss loss = new PacketLoss(network.orElseThrow(), planned.server(), planned.strength());
        return loss::close;
    }

    private interface Breakage {
        void apply(FaultProxy line);
    }

    private static Runnable onLines(List<FaultProxy> lines, Breakage breakage) {
        lines.forEach(breakage::apply);
        return () -> lines.forEach(FaultProxy::mend);
    }

    private static Runnable slow(StormProcess process, double strength) {
        Duration delay = Duration.ofMillis(Math.round(strength * LONGEST_DELAY.toMillis()));
        return onLines(process.to(ALL), line -> line.delay(delay));
    }

    /**
     * Disconnects the client early, so that its terms continue; it uses new connections until the held requests are
     * delivered.
     */
    private static Runnable deliverLate(StormProcess process, PlannedFault planned) {
        List<HeldBytes> held = process.to(ALL).stream().map(FaultProxy::hold).toList();
        Thread breaking = new Thread(() -> disconnect(held, planned.length().dividedBy(SOON)), "storm-disconnect");
        breaking.setDaemon(true);
        breaking.start();
        return () -> held.forEach(FaultInjector::deliver);
    }

    private static void disconnect(List<HeldBytes> held, Duration after) {
        try {
            TimeUnit.NANOSECONDS.sleep(after.toNanos());
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        held.forEach(HeldBytes::stop);
        held.forEach(HeldBytes::disconnect);
    }

    private static void deliver(HeldBytes held) {
        try {
            held.deliver();
        } catch (AssertionError | RuntimeException stuck) {
            LOG.warn("held requests were dropped, because the server did not take them: {}", stuck.getMessage());
            held.close();
        }
    }
}
