/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.testkit.ServiceTampering;
import java.util.Optional;

/**
 * Interferes with elections at a service inside this process. The service has no keys, so an overwritten candidate
 * loses its seat.
 */
public final class MemoryTampering implements ServiceTampering {
    private final MemoryService service;

    public MemoryTampering(String name) {
        this.service = MemoryService.named(name);
    }

    @Override
    public void deleteSeat(String election) {
        service.revoke(election);
    }

    @Override
    public void overwriteSeat(String election) {
        service.revoke(election);
    }

    @Override
    public void endSession(String election) {
        service.endSession(election);
    }

    @Override
    public void deleteElection(String election) {
        service.delete(election);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        Runnable copy = service.snapshot();
        return Optional.of(copy::run);
    }
}
