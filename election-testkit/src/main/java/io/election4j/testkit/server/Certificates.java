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
 * Throw-away certificate authorities and certificates, as PEM files in a folder. Needs openssl. The name of a certificate
 * is its file's name and its common name. One thread at a time.
 */
public final class Certificates {
    private static final int LIMIT_SECONDS = 60;

    private static final Instant LONG_AGO = Instant.parse("2020-01-02T00:00:00Z");
    private static final Duration LIFE = Duration.ofDays(1);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private @Nullable URI revocationList;

    /** All files go to this folder, which is there. */
    public Certificates(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** A new authority's own certificate. */
    public Path authority(String name) {
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + name + " -keyout " + name + ".key -out " + name
                + ".pem");
        return file(name + ".pem");
    }

    /**
     * A certificate for a host or a client; its key lies beside it, see {@link #keyOf}. Issuing a name again replaces
     * both files.
     *
     * @param host alternative names as openssl writes them, such as {@code DNS:localhost,IP:127.0.0.1}
     */
    public Path issue(String authority, String name, String host) {
        Path extensions = request(name, host);
        openssl("x509 -req -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority
                + ".key -CAcreateserial -days 1 -extfile " + extensions.getFileName() + " -out " + name + ".pem");
        return file(name + ".pem");
    }

    /** A certificate for every name under which this machine knows itself. */
    public Path issueForThisMachine(String authority, String name) {
        return issue(authority, name, "DNS:localhost,IP:127.0.0.1,IP:::1");
    }

    /** A certificate whose time is over, else as {@link #issue}. */
    public Path expired(String authority, String name, String host) {
        return issueUntil(authority, name, host, LONG_AGO);
    }

    /** A certificate whose time ends then, to the second, else as {@link #issue}. */
    public Path issueUntil(String authority, String name, String host, Instant end) {
        Path extensions = request(name, host);
        ca(
                authority,
                "-notext -startdate " + DATE.format(end.minus(LIFE)) + " -enddate " + DATE.format(end) + " -extfile "
                        + extensions.getFileName() + " -in " + name + ".csr -out " + name + ".pem");
        return file(name + ".pem");
    }

    /** Certificates issued from now on name this address of the list of those revoked. */
    public void listRevokedAt(URI address) {
        revocationList = address;
    }

    /**
     * The list, a PEM file, of the certificates that the authority has revoked by now.
     *
     * @param more those that it revokes first
     */
    public Path revoke(String authority, Path... more) {
        for (Path certificate : more) {
            ca(authority, "-revoke " + certificate);
        }
        ca(authority, "-gencrl -crldays 1 -out " + authority + ".crl");
        return file(authority + ".crl");
    }

    /** What only openssl's keeper of an authority's book can do. */
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

    /** Where the private key (PKCS 8) of a certificate lies. */
    public Path keyOf(Path certificate) {
        return file(certificate.getFileName().toString().replace(".pem", ".key"));
    }

    /** Certificate and key in one file, as some servers want it. */
    public Path identity(Path certificate) {
        return write("identity-" + certificate.getFileName(), read(certificate) + read(keyOf(certificate)));
    }

    private Path request(String name, String host) {
        openssl("req -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".csr");
        String list = revocationList == null ? "" : "crlDistributionPoints=URI:" + revocationList + "\n";
        return write(name + ".ext", "subjectAltName=" + host + "\n" + list);
    }

    /** A file of the folder. */
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
