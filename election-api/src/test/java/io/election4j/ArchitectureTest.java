/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Tests which package may depend on which, as ARCHITECTURE.md says. */
@AnalyzeClasses(packages = "io.election4j", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlySlf4jAndAnnotationsAreNeeded = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.election4j..", "java..", "javax.net.ssl..", "org.slf4j", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theEngineIsReachedThroughConnectAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.election4j.core")
            .and()
            .doNotHaveFullyQualifiedName("io.election4j.Elections")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.election4j.core");

    @ArchTest
    static final ArchRule theEngineHidesAllButItsEntrance = classes()
            .that()
            .resideInAPackage("io.election4j.core")
            .and()
            .doNotHaveSimpleName("ElectionEngine")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule timeIsReadOnTheLoopAlone = noClasses()
            .that()
            .doNotHaveSimpleName("ThreadLoop")
            .and()
            .doNotHaveSimpleName("SerialThread")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule nobodyIsInterrupted = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.election4j.runtime.SerialThread") // for the worker of a backend
            .should()
            .callMethod(Thread.class, "interrupt");
}
