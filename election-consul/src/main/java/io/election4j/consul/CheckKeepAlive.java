/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.election4j.consul.CallFailure.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps sessions alive by a check on one agent, which this process passes regularly and on which the sessions depend.
 * The check belongs to a service, not to the node, because agents remove dead services by themselves. Passing a check
 * costs the servers nothing.
 */
final class CheckKeepAlive implements KeepAlive {
    private static final String SERVICE = "election4j";
    private static final int PASSES = 3;

    /** The shortest time that agents accept. */
    private static final String REMOVED_WHEN_DEAD_FOR = "1m";

    private final ConsulApi api;
    private final ConsulSettings settings;
    private final LongSupplier clock;

    /** The check's id, new for each registration, because the removal of an old one may arrive late. */
    private String id = "";

    private Optional<String> home = Optional.empty();
    private String registeredWith = "";

    /** Whether a session has been made with the present registration. */
    private boolean known;

    private final ShortestSession session;
    private long answeredAt;

    CheckKeepAlive(ConsulApi api, ConsulSettings settings, LongSupplier clock) {
        this.api = api;
        this.settings = settings;
        this.clock = clock;
        this.session = new ShortestSession(settings.sessionTtl());
    }

    @Override
    public void prepare(String agent, Consumer<String> then, Consumer<CallFailure> onFailure) {
        String chosen = home.filter(known -> isResponsive()).orElse(agent);
        if (home.filter(chosen::equals).isPresent()) {
            pass(chosen, () -> then.accept(chosen), onFailure);
        } else {
            known = false;
            id = SERVICE + "-" + UUID.randomUUID().toString().substring(0, 13);
            register(chosen, () -> then.accept(chosen), onFailure);
        }
    }

    private void register(String agent, Runnable then, Consumer<CallFailure> onFailure) {
        api.put(
                agent,
                "/v1/agent/service/register",
                definition(),
                settings.patience(),
                () -> {
                    home = Optional.of(agent);
                    answeredAt = clock.getAsLong();
                    registeredWith = api.latestToken();
                    then.run();
                },
                onFailure);
    }

    private boolean isResponsive() {
        return clock.getAsLong() - answeredAt < settings.patience().toNanos();
    }

    private String definition() {
        ObjectNode service = JsonNodeFactory.instance.objectNode();
        service.put("ID", id).put("Name", SERVICE);
        service.putObject("Meta").put("namespace", settings.keys().all());
        service.putObject("Check")
                .put("CheckID", id)
                .put("Name", "a process that stands for election is alive")
                .put("TTL", detectionTime().toMillis() + "ms")
                .put("Status", "passing")
                .put("DeregisterCriticalServiceAfter", REMOVED_WHEN_DEAD_FOR);
        return service.toString();
    }

    @Override
    public void define(ObjectNode session) {
        session.putArray("ServiceChecks").addObject().put("ID", id);
        if (settings.serfHealth()) {
            session.putArray("NodeChecks").add("serfHealth");
        } else {
            session.putArray("NodeChecks");
        }
    }

    @Override
    public Duration detectionTime() {
        return settings.checkTtl();
    }

    @Override
    public Duration sessionTtl() {
        return session.ttl();
    }

    /**
     * Makes the next session register the check again if the servers knew it and no longer do: a snapshot was restored.
     */
    @Override
    public boolean adaptTo(CallFailure failure) {
        if (known && failure.text().contains("Missing check")) {
            known = false;
            home.ifPresent(agent -> deregister(agent, id, () -> {}));
            home = Optional.empty();
        }
        return session.adaptTo(failure);
    }

    @Override
    public void onSession() {
        known = true;
    }

    /** The session's own time to live matters only where the agent cannot report the check. */
    @Override
    public Optional<String> notice() {
        return Optional.empty();
    }

    @Override
    public void beat() {
        home.ifPresent(agent -> {
            if (registeredWith.equals(api.latestToken())) {
                pass(agent, () -> {}, failure -> {});
            } else { // the agent reports the check to the servers with the token of its registration
                register(agent, () -> {}, failure -> {});
            }
        });
    }

    private void pass(String agent, Runnable then, Consumer<CallFailure> onFailure) {
        String passed = id;
        api.put(
                agent,
                "/v1/agent/check/pass/" + passed,
                "",
                settings.patience(),
                () -> {
                    answeredAt = clock.getAsLong();
                    then.run();
                },
                failure -> {
                    if (failure.is(Reason.UNKNOWN_THING)) {
                        forget(agent, passed);
                    }
                    onFailure.accept(failure);
                });
    }

    /** The agent has lost its data, or another client has removed the check, but perhaps not the service that it belongs to. */
    private void forget(String agent, String registration) {
        deregister(agent, registration, () -> {});
        if (registration.equals(id)) {
            home = Optional.empty();
        }
    }

    @Override
    public Duration interval() {
        return detectionTime().dividedBy(PASSES);
    }

    @Override
    public void end(Runnable then) {
        if (home.isEmpty()) {
            then.run();
            return;
        }
        String agent = home.get();
        home = Optional.empty();
        deregister(agent, id, then);
    }

    private void deregister(String agent, String registration, Runnable then) {
        api.put(
                agent,
                "/v1/agent/service/deregister/" + registration,
                "",
                settings.patience(),
                then,
                failure -> then.run());
    }
}
