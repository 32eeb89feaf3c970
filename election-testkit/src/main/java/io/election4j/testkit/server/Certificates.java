/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes temporary certificate authorities and certificates, as PEM files in a folder. Needs openssl. The name of a
 * certificate is its file's name and its common name. One thread at a time.
 */
public final class Certificates {
    private static final int LIMIT_SECONDS = 60;

    private static final Instant LONG_AGO = Instant.parse("2020-01-02T00:00:00Z");
    private static final Duration LIFE = Duration.ofDays(1);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private @Nullable URI revocationList;

    /** Writes all files to this folder, which must exist. */
    public Certificates(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** Makes a new authority and returns its own certificate. */
    public Path authority(String name) {
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + name + " -keyout " + name + ".key -out " + name
                + ".pem");
        return file(name + ".pem");
    }

    /**
     * Issues a certificate for a host or a client; its key lies beside it, see {@link #keyOf}. Issuing a name again
     * replaces both files.
     *
     * @param host alternative names as openssl writes them, such as {@code DNS:localhost,IP:127.0.0.1}
     */
    public Path issue(String authority, String name, String host) {
        Path extensions = request(name, host);
        openssl("x509 -req -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority
                + ".key -CAcreateserial -days 1 -extfile " + extensions.getFileName() + " -out " + name + ".pem");
        return file(name + ".pem");
    }

    /** Issues a certificate for localhost, 127.0.0.1 and ::1. */
    public Path issueForThisMachine(String authority, String name) {
        return issue(authority, name, "DNS:localhost,IP:127.0.0.1,IP:::1");
    }

    /** Issues an expired certificate, otherwise as {@link #issue}. */
    public Path expired(String authority, String name, String host) {
        return issueUntil(authority, name, host, LONG_AGO);
    }

    /** Issues a certificate that expires at that time, to the second, otherwise as {@link #issue}. */
    public Path issueUntil(String authority, String name, String host, Instant end) {
        Path extensions = request(name, host);
        ca(
                authority,
                "-notext -startdate " + DATE.format(end.minus(LIFE)) + " -enddate " + DATE.format(end) + " -extfile "
                        + extensions.getFileName() + " -in " + name + ".csr -out " + name + ".pem");
        return file(name + ".pem");
    }

    /** Writes this address of the revocation list into certificates issued from now on. */
    public void listRevokedAt(URI address) {
        revocationList = address;
    }

    /**
     * Returns the authority's revocation list, a PEM file.
     *
     * @param more certificates that it revokes first
     */
    public Path revoke(String authority, Path... more) {
        for (Path certificate : more) {
            ca(authority, "-revoke " + certificate);
        }
        ca(authority, "-gencrl -crldays 1 -out " + authority + ".crl");
        return file(authority + ".crl");
    }

    /** Runs {@code openssl ca}, which keeps an authority's index of certificates. */
    private void ca(String authority, String arguments) {
        String book = authority + ".index";
        if (Files.notExists(file(book))) {
            write(book, "");
        }
        write(
                authority + ".cnf",
                """
                [ca]
                default_ca = throw_away
                [throw_away]
                database = %s
                new_certs_dir = .
                rand_serial = yes
                default_md = sha256
                policy = any
                unique_subject = no
                [any]
                commonName = supplied
                """
                        .formatted(book));
        openssl("ca -batch -config " + authority + ".cnf -cert " + authority + ".pem -keyfile " + authority + ".key "
                + arguments);
    }

    /** Returns the file of a certificate's private key (PKCS 8). */
    public Path keyOf(Path certificate) {
        return file(certificate.getFileName().toString().replace(".pem", ".key"));
    }

    /** Writes certificate and key to one file, as some servers require. */
    public Path identity(Path certificate) {
        return write("identity-" + certificate.getFileName(), read(certificate) + read(keyOf(certificate)));
    }

    private Path request(String name, String host) {
        openssl("req -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".csr");
        String list = revocationList == null ? "" : "crlDistributionPoints=URI:" + revocationList + "\n";
        return write(name + ".ext", "subjectAltName=" + host + "\n" + list);
    }

    /** Returns a file of the folder. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Path write(String name, String content) {
        try {
            return Files.writeString(file(name), content);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private void openssl(String arguments) {
        File log = file("openssl.log").toFile();
        try {
            Process process = new ProcessBuilder(List.of(("openssl " + arguments).split(" ")))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("openssl " + arguments + " failed: " + read(log.toPath()));
            }
        } catch (IOException missing) {
            throw new IllegalStateException("openssl cannot be run: " + missing.getMessage(), missing);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while openssl ran", hurry);
        }
    }
}
