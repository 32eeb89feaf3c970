/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Throw-away certificate authorities and certificates, as PEM files in a folder. Needs openssl. */
final class Certificates {
    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
    }

    Path authority(String name) throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + name + " -keyout " + name + ".key -out " + name
                + ".pem");
        return directory.resolve(name + ".pem");
    }

    /** A certificate for a host; its key lies beside it, see {@link #keyOf}. */
    Path issue(String authority, String name, String host) throws Exception {
        Path extensions = Files.writeString(directory.resolve(name + ".ext"), "subjectAltName=" + host);
        openssl("req -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".csr");
        openssl("x509 -req -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority
                + ".key -CAcreateserial -days 1 -extfile " + extensions.getFileName() + " -out " + name + ".pem");
        return directory.resolve(name + ".pem");
    }

    Path keyOf(Path certificate) {
        return directory.resolve(certificate.getFileName().toString().replace(".pem", ".key"));
    }

    /** Certificate and key in one file, as servers want it. */
    Path identity(Path certificate) throws Exception {
        return Files.writeString(
                directory.resolve("identity-" + certificate.getFileName()),
                Files.readString(certificate) + Files.readString(keyOf(certificate)));
    }

    private void openssl(String arguments) throws Exception {
        File log = directory.resolve("openssl.log").toFile();
        Process process = new ProcessBuilder(List.of(("openssl " + arguments).split(" ")))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("openssl failed: " + Files.readString(log.toPath()));
        }
    }
}
