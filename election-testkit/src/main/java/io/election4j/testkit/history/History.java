/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Records events of elections in a file, one JSON object a line.
 *
 * <p>Several processes may append to one file: each event is one write, so that a killed process leaves whole lines.
 * Thread-safe; recording blocks for the write and throws {@link UncheckedIOException} if that fails.
 */
public final class History implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final FileChannel file;
    private final LongSupplier nanoClock;

    private History(FileChannel file, LongSupplier nanoClock) {
        this.file = file;
        this.nanoClock = nanoClock;
    }

    /** Appends to a file, which is created if it is missing, and stamps events with {@link System#nanoTime}. */
    public static History appendingTo(Path path) {
        return appendingTo(path, System::nanoTime);
    }

    /**
     * Appends to a file, which is created if it is missing.
     *
     * @param nanoClock stamps the events; all writers of the file share it
     */
    public static History appendingTo(Path path, LongSupplier nanoClock) {
        try {
            return new History(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND), nanoClock);
        } catch (IOException failure) {
            throw new UncheckedIOException("the history " + path + " cannot be written", failure);
        }
    }

    /**
     * Reads all events of a file, in the order of their times. Omits a last line that is incomplete: its writer was
     * killed, or is writing.
     *
     * @throws UncheckedIOException if the file cannot be read, or a line is not an event
     */
    public static List<HistoryEvent> read(Path path) {
        try {
            List<HistoryEvent> events = new ArrayList<>();
            String text = Files.readString(path);
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                events.add(JSON.readValue(line, HistoryEvent.class));
            }
            events.sort((one, other) -> Long.signum(one.at() - other.at()));
            return List.copyOf(events);
        } catch (IOException failure) {
            throw new UncheckedIOException("the history " + path + " cannot be read", failure);
        }
    }

    /** The present time on the clock that stamps events. */
    public long now() {
        return nanoClock.getAsLong();
    }

    /** Records an event. */
    public void record(HistoryEvent event) {
        try {
            byte[] line = (JSON.writerFor(HistoryEvent.class).writeValueAsString(event) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            int written = file.write(ByteBuffer.wrap(line));
            if (written != line.length) {
                throw new IOException("only " + written + " of " + line.length + " bytes were written");
            }
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event is always writable", impossible);
        } catch (IOException failure) {
            throw new UncheckedIOException("the history cannot be written", failure);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("the history cannot be closed", failure);
        }
    }
}
