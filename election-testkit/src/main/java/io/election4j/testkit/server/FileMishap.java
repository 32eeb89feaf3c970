/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** Damages a file of credentials or certificates, as a failed renewal may. */
public enum FileMishap {
    /** The file is missing. */
    REMOVED,
    /** The file is empty. */
    EMPTIED,
    /** The file has the first half of its content, as during a write. */
    CUT_SHORT,
    /** The file has other content. */
    OVERWRITTEN,
    /** A folder is in its place. */
    REPLACED_BY_A_FOLDER;

    private static final String SOMETHING_ELSE = "something\u0007else";

    /** Restores the file. */
    public interface Mending extends AutoCloseable {
        @Override
        void close();
    }

    /** Damages the file until the result is closed. A secret that is cut short is still a secret, but a wrong one. */
    public Mending applyTo(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            spoil(file, content);
            return () -> mend(file, content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void spoil(Path file, byte[] content) throws IOException {
        switch (this) {
            case REMOVED -> Files.delete(file);
            case EMPTIED -> Files.write(file, new byte[0]);
            case CUT_SHORT -> Files.write(file, Arrays.copyOf(content, content.length / 2));
            case OVERWRITTEN -> Files.writeString(file, SOMETHING_ELSE);
            case REPLACED_BY_A_FOLDER -> {
                Files.delete(file);
                Files.createDirectory(file);
            }
        }
    }

    private static void mend(Path file, byte[] content) {
        try {
            if (Files.isDirectory(file)) {
                Files.delete(file);
            }
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
