/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.testkit.FrailLine;
import java.time.Duration;

/** A way to a service inside this process, which tells it from others by the candidate's name. */
public final class MemoryLine implements FrailLine {
    private final String name;
    private final MemoryService service;

    public MemoryLine(String name) {
        this.name = name;
        this.service = MemoryService.named(name);
    }

    @Override
    public String uri(Duration ttl) {
        return "memory:" + name + "?ttl=" + ttl.toMillis() + "ms";
    }

    @Override
    public void loseReplies() {
        service.loseReplies(CANDIDATE);
    }

    @Override
    public void cut() {
        service.cutOff(CANDIDATE);
    }

    @Override
    public void mend() {
        service.restore(CANDIDATE);
    }

    @Override
    public void close() {
        mend();
    }
}
