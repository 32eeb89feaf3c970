/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.etcd.jetcd.Election;
import io.etcd.jetcd.Lease;
import io.etcd.jetcd.Lock;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tests what the module exports, and which classes it does not use. */
class VisibilityTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.election4j.etcd");

    @Test
    void onlyTheProviderIsPublic() {
        classes()
                .that()
                .doNotHaveSimpleName("EtcdProvider")
                .should()
                .notBePublic()
                .check(MODULE);
    }

    @Test
    void campaignsDoNotKnowTheClientLibrary() {
        noClasses()
                .that()
                .haveNameNotMatching(
                        ".*\\.(EtcdClient|AllAddressesResolver|ClientFactory|Connection|NamespaceWatch|CallFailure|FrameLog|ServerVersion)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.etcd..", "io.grpc..", "io.netty..")
                .check(MODULE);
    }

    /** The client library's elections do not check their own key, and its keep-alive depends on the wall clock. */
    @Test
    void noneOfTheClientLibrarysElectionsIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Election.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Lock.class)
                .orShould()
                .callMethod(Lease.class, "keepAlive", long.class, io.grpc.stub.StreamObserver.class)
                .check(MODULE);
    }

    @Test
    void noClassLooksAtTheWallClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Instant.class)
                .check(MODULE);
    }
}
