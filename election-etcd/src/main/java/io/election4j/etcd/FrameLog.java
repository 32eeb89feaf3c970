/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Silences the log in which gRPC writes every frame that it sends at level DEBUG: passwords in hexadecimal digits,
 * tokens in plain text. Only Netty's logger factory can control that log, and it applies to the whole process; this
 * class silences that log alone.
 */
final class FrameLog {
    private static final Logger log = LoggerFactory.getLogger(FrameLog.class);
    private static final String NAME = "io.grpc.netty.NettyClientHandler";

    private FrameLog() {}

    /**
     * If the application has set its own logger factory for Netty, only logs a warning for the operator, who must
     * silence that log.
     */
    static synchronized void silence() {
        InternalLoggerFactory present = InternalLoggerFactory.getDefaultFactory();
        if (present instanceof Discreet) {
            return;
        }
        if (present instanceof Slf4JLoggerFactory slf4j) {
            InternalLoggerFactory.setDefaultFactory(new Discreet(slf4j));
        } else {
            log.info("Netty logs by {}: keep {} above DEBUG, it writes passwords", present.getClass(), NAME);
        }
    }

    /** Makes a silent logger for that log, and does not change the others. */
    private static final class Discreet extends InternalLoggerFactory {
        private final Slf4JLoggerFactory others;

        Discreet(Slf4JLoggerFactory others) {
            this.others = others;
        }

        @Override
        protected InternalLogger newInstance(String name) {
            return name.equals(NAME) ? silent() : others.newInstance(name);
        }

        private static InternalLogger silent() {
            return (InternalLogger) Proxy.newProxyInstance(
                    InternalLogger.class.getClassLoader(),
                    new Class<?>[] {InternalLogger.class},
                    (logger, method, arguments) -> {
                        if (method.getReturnType() == boolean.class) {
                            return false;
                        }
                        return method.getReturnType() == String.class ? NAME : null;
                    });
        }
    }
}
