/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.election4j.consul.CallFailure.Reason;
import io.election4j.consul.ConsulHttp.Lane;
import io.election4j.consul.ConsulHttp.Order;
import io.election4j.consul.ConsulHttp.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;
import okhttp3.Call;

/**
 * Sends the requests of Consul's HTTP interface that elections need. Requests that any agent can serve go to one that
 * answers; requests about this process go to the agent that the caller names. Lives on the loop.
 */
final class ConsulApi {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CONFLICT = 409;

    /** Holds the requested entries, and the index from which to wait for the next change. */
    record Listing(List<Entry> entries, long index) {}

    private final ConsulHttp http;
    private final Agents agents;
    private final Duration patience;

    ConsulApi(ConsulHttp http, List<String> agents, Duration patience) {
        this.http = http;
        this.agents = new Agents(agents);
        this.patience = patience;
    }

    /** The base address of an agent that has not failed lately. */
    String agent() {
        return agents.best();
    }

    int agentCount() {
        return agents.count();
    }

    /** Changes when the token has been replaced in its file. */
    String latestToken() {
        return http.latestToken();
    }

    /** Reads a key as the majority of the servers holds it, at a time after this call. */
    void read(Lane lane, String key, Duration limit, Consumer<Optional<Entry>> then, Consumer<CallFailure> onFailure) {
        String agent = agent();
        http.send(
                get(lane, agent, "/v1/kv/" + key + "?consistent", limit),
                reply -> entries(reply).stream().findFirst(),
                praising(agent, then),
                avoiding(agent, onFailure));
    }

    /** Reads all keys with a prefix in the same way. */
    void readAll(
            Lane lane, String prefix, Duration limit, Consumer<List<Entry>> then, Consumer<CallFailure> onFailure) {
        String agent = agent();
        http.send(
                get(lane, agent, "/v1/kv/" + prefix + "?recurse&consistent", limit),
                ConsulApi::entries,
                praising(agent, then),
                avoiding(agent, onFailure));
    }

    /** Answers when a key under the path has changed since the index, or after about the given time. */
    Call await(
            String path, boolean all, long index, Duration wait, Consumer<Listing> then, Consumer<CallFailure> onFail) {
        String agent = agent();
        Duration limit = wait.plus(wait.dividedBy(8)).plus(patience); // the agent adds a sixteenth at random
        return http.send(
                get(
                        Lane.WATCHES,
                        agent,
                        "/v1/kv/" + path + "?index=" + index + "&wait=" + wait.toMillis() + "ms"
                                + (all ? "&recurse" : ""),
                        limit),
                reply -> new Listing(entries(reply), reply.index()),
                praising(agent, then),
                avoiding(agent, onFail));
    }

    void write(Write write, Consumer<Write.Outcome> then, Consumer<CallFailure> onFailure) {
        String agent = agent();
        http.send(
                new Order(Lane.ORDERS, "PUT", agent + "/v1/txn", write.json(), patience),
                ConsulApi::outcome,
                praising(agent, then),
                avoiding(agent, onFailure));
    }

    /** Reads the name of a live session from the majority of the servers; empty if the session has ended. */
    void sessionName(String id, Duration limit, Consumer<Optional<String>> then, Consumer<CallFailure> onFailure) {
        String agent = agent();
        http.send(
                get(Lane.PULSE, agent, "/v1/session/info/" + id + "?consistent", limit),
                reply -> {
                    JsonNode found = json(ok(reply).body());
                    return found.isEmpty()
                            ? Optional.empty()
                            : Optional.of(found.get(0).path("Name").asText());
                },
                praising(agent, then),
                avoiding(agent, onFailure));
    }

    /** Renews a session; true if it lives, and will live for its time to live. */
    void renewSession(String id, Duration limit, Consumer<Boolean> then, Consumer<CallFailure> onFailure) {
        String agent = agent();
        http.send(
                new Order(Lane.PULSE, "PUT", agent + "/v1/session/renew/" + id, "", limit),
                reply -> !reply.isAbsence() && ok(reply).isOk(),
                praising(agent, then),
                avoiding(agent, onFailure));
    }

    void createSession(String agent, String definition, Consumer<String> then, Consumer<CallFailure> onFailure) {
        http.send(
                new Order(Lane.PULSE, "PUT", agent + "/v1/session/create", definition, patience),
                reply -> required(json(ok(reply).body()).path("ID")).asText(),
                praising(agent, then),
                avoiding(agent, onFailure));
    }

    /** Sends a request whose answer only confirms it. */
    void put(String agent, String path, String body, Duration limit, Runnable then, Consumer<CallFailure> onFailure) {
        http.send(
                new Order(Lane.PULSE, "PUT", agent + path, body, limit),
                ConsulApi::ok,
                praising(agent, reply -> then.run()),
                avoiding(agent, onFailure));
    }

    private static Order get(Lane lane, String agent, String path, Duration limit) {
        return new Order(lane, "GET", agent + path, "", limit);
    }

    private Consumer<CallFailure> avoiding(String agent, Consumer<CallFailure> onFailure) {
        return failure -> {
            if (failure.isOfAgent()) {
                agents.onFailure(agent);
            }
            onFailure.accept(failure);
        };
    }

    private <T> Consumer<T> praising(String agent, Consumer<T> then) {
        return answer -> {
            agents.onAnswer(agent);
            then.accept(answer);
        };
    }

    private static Reply ok(Reply reply) throws UnusableReply {
        if (!reply.isOk()) {
            throw new UnusableReply(CallFailure.of(reply.status(), reply.body()));
        }
        return reply;
    }

    private static JsonNode json(String body) throws UnusableReply {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException other) {
            throw new UnusableReply(new CallFailure(Reason.NOT_CONSUL, ""));
        }
    }

    /** A part of an answer that Consul always gives. */
    private static JsonNode required(JsonNode part) throws UnusableReply {
        if (part.isMissingNode() || part.isNull()) {
            throw new UnusableReply(new CallFailure(Reason.NOT_CONSUL, ""));
        }
        return part;
    }

    private static Write.Outcome outcome(Reply reply) throws IOException {
        if (reply.status() != CONFLICT) {
            List<Entry> entries = new ArrayList<>();
            required(json(ok(reply).body()).path("Results")).forEach(result -> entries.add(entry(result.path("KV"))));
            return new Write.Outcome(entries, Optional.empty());
        }
        StringJoiner all = new StringJoiner("; ");
        json(reply.body())
                .path("Errors")
                .forEach(error -> all.add(error.path("What").asText("no reason")));
        String refusal = all.toString();
        CallFailure failure = CallFailure.of(reply.status(), refusal);
        if (failure.isRefusal()) {
            throw new UnusableReply(failure);
        }
        return new Write.Outcome(List.of(), Optional.of(refusal));
    }

    private static List<Entry> entries(Reply reply) throws IOException {
        if (reply.isAbsence() && reply.body().isEmpty()) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        JsonNode all = json(ok(reply).body());
        for (JsonNode each : all) {
            required(each.path("Key"));
            entries.add(entry(each));
        }
        return entries;
    }

    private static Entry entry(JsonNode json) {
        byte[] value = Base64.getDecoder().decode(json.path("Value").asText(""));
        return new Entry(
                json.path("Key").asText(),
                new String(value, StandardCharsets.UTF_8),
                json.path("Flags").asText("0"),
                Optional.of(json.path("Session").asText("")).filter(id -> !id.isEmpty()),
                json.path("CreateIndex").asLong(),
                json.path("ModifyIndex").asLong());
    }
}
