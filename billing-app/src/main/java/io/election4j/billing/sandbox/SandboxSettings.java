/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Holds the settings of a sandbox.
 *
 * @param host address to listen on; 127.0.0.1 unless other machines must reach it
 * @param port port to listen on; 0 takes a free one
 * @param books file of the books without its ending ({@code .mv.db}), or an existing folder for it; opened again it
 *     continues where it ended
 * @param apiKey key that every request must carry as {@code Authorization: Bearer}; starts with {@code sk_test_}
 * @param faults the faults at the start
 * @param safeguards what protects a payer; only a negative control switches them off
 * @param clock wall clock: creation times, the age of keys, settlement
 */
public record SandboxSettings(
        String host, int port, Path books, String apiKey, Faults faults, Safeguards safeguards, InstantSource clock) {

    private static final String KEY_PREFIX = "sk_test_";

    /** Checks every setting; the message of the {@link IllegalArgumentException} never contains the key. */
    public SandboxSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("The host is empty: name an address to listen on, such as 127.0.0.1.");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(
                    "Port " + port + " does not exist: choose 1 to 65535, or 0 for any free one.");
        }
        if (!apiKey.startsWith(KEY_PREFIX)
                || apiKey.length() == KEY_PREFIX.length()
                || !apiKey.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("The sandbox's API key must start with " + KEY_PREFIX
                    + ", go on after it, and hold printable ASCII without blanks only.");
        }
        if (books.toString().contains(";")) {
            throw new IllegalArgumentException(
                    "The path of the books, " + books + ", contains a semicolon, which the database cannot open.");
        }
    }

    /** Returns settings of a sandbox without faults on a free loopback port. */
    public static SandboxSettings of(Path books, String apiKey) {
        return new SandboxSettings("127.0.0.1", 0, books, apiKey, Faults.NONE, Safeguards.ON, InstantSource.system());
    }

    public SandboxSettings withPort(int other) {
        return new SandboxSettings(host, other, books, apiKey, faults, safeguards, clock);
    }

    public SandboxSettings withFaults(Faults other) {
        return new SandboxSettings(host, port, books, apiKey, other, safeguards, clock);
    }

    public SandboxSettings withSafeguards(Safeguards other) {
        return new SandboxSettings(host, port, books, apiKey, faults, other, clock);
    }

    public SandboxSettings withClock(InstantSource other) {
        return new SandboxSettings(host, port, books, apiKey, faults, safeguards, other);
    }

    Path booksFile() {
        return (Files.isDirectory(books) ? books.resolve("books") : books).toAbsolutePath();
    }

    /** Omits the key, so that settings may be logged. */
    @Override
    public String toString() {
        return "SandboxSettings[host=" + host + ", port=" + port + ", books=" + books + ", faults=" + faults
                + ", safeguards=" + safeguards + "]";
    }
}
