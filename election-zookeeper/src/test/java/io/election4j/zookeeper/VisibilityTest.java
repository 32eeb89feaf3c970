/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Tests what the module exports. */
class VisibilityTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.election4j.zookeeper");

    @Test
    void onlyTheProviderIsPublic() {
        classes()
                .that()
                .doNotHaveSimpleName("ZooKeeperProvider")
                .should()
                .notBePublic()
                .check(MODULE);
    }

    @Test
    void onlyTheLatchClientKnowsCurator() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.CuratorConnection(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.curator..")
                .check(MODULE);
    }
}
