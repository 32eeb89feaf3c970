/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Tests which package may depend on which, as ARCHITECTURE.md says. */
@AnalyzeClasses(packages = "io.election4j.backend", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheContractAndSlf4jAreNeeded = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.election4j",
                    "io.election4j.spi",
                    "io.election4j.runtime",
                    "io.election4j.backend..",
                    "java..",
                    "javax.net.ssl..",
                    "org.slf4j",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule noPackagesDependOnEachOther =
            slices().matching("io.election4j.(backend..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule timeIsGiven = noClasses()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule nobodyIsInterrupted = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.election4j.backend.BackendThreads") // restores its caller's flag
            .should()
            .callMethod(Thread.class, "interrupt");
}
