/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;

/**
 * Makes the exceptions with which all backends report problems of files with credentials and certificates. No message
 * contains any part of a file's content. A role says what the file is, such as {@code token file}.
 */
final class CredentialProblems {

    private CredentialProblems() {}

    static ElectionException noPath(String option, String text) {
        return invalid("the option " + option + " is not a path: " + text);
    }

    static ElectionException together(String option, String other) {
        return invalid("the options " + option + " and " + other + " go together");
    }

    static ElectionException needs(String option, String other) {
        return invalid("the option " + option + " needs " + other + " beside it");
    }

    static ElectionException absent(String role, String file) {
        return invalid("the " + role + " " + file + " does not exist");
    }

    static ElectionException notRegular(String role, String file) {
        return invalid("the " + role + " " + file + " is a folder, a pipe or a device; it must be a regular file");
    }

    static ElectionException unreadable(String role, String file, String reason) {
        return invalid("the " + role + " " + file + " cannot be read (" + reason + ")");
    }

    static ElectionException tooLong(String role, String file, String limit) {
        return invalid("the " + role + " " + file + " is longer than " + limit + " bytes, which are allowed");
    }

    static ElectionException empty(String role, String file) {
        return invalid("the " + role + " " + file + " is empty");
    }

    static ElectionException notText(String role, String file) {
        return invalid("the " + role + " " + file + " is not a text in UTF-8");
    }

    static ElectionException severalLines(String role, String file) {
        return invalid("the " + role + " " + file + " has more than one line; it must hold the secret alone");
    }

    static ElectionException tooManyLines(String role, String file, String most) {
        return invalid("the " + role + " " + file + " has more than " + most + " lines, which are allowed");
    }

    static ElectionException unprintable(String role, String file) {
        return invalid("the " + role + " " + file + " holds a control character, which no secret may hold");
    }

    static ElectionException notAscii(String role, String file) {
        return invalid(
                "the " + role + " " + file
                        + " holds a character that the service's protocol cannot carry; allowed are printable ASCII characters");
    }

    static ElectionException noCertificate(String role, String file) {
        return invalid("the " + role + " " + file + " is not a PEM file with certificates");
    }

    static ElectionException garbledCertificate(String role, String file) {
        return invalid("the " + role + " " + file + " holds a certificate that cannot be read");
    }

    static ElectionException untrustable(String role, String file) {
        return invalid("the " + role + " " + file + " holds certificates that cannot be trusted");
    }

    static ElectionException noKey(String role, String file) {
        return invalid("the " + role + " " + file + " is not a PEM file with an unencrypted PKCS 8 key;"
                + " 'openssl pkcs8 -topk8 -nocrypt' makes one of other keys");
    }

    static ElectionException unknownKey(String role, String file, String kinds) {
        return invalid("the " + role + " " + file + " holds no key of the kinds " + kinds);
    }

    static ElectionException misfit(String certificate, String key) {
        return invalid("the certificate " + certificate + " and the key " + key + " do not fit together");
    }

    static ElectionException unusable(String certificate, String key) {
        return invalid("the certificate " + certificate + " or the key " + key + " cannot be used");
    }

    static ElectionException outOfTime(String certificate, String begin, String end) {
        return invalid("the certificate " + certificate + " is valid from " + begin + " to " + end + " only");
    }

    private static ElectionException invalid(String sentence) {
        return new ElectionException(Kind.INVALID, sentence);
    }
}
