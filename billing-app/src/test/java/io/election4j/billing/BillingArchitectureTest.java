/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BillingArchitectureTest {

    private static final JavaClasses BILLING = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.election4j.billing");

    @Test
    void billingKnowsNoBackendAndNoCoordinationService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.election4j.core..",
                        "io.election4j.zookeeper..",
                        "io.election4j.etcd..",
                        "io.election4j.consul..",
                        "io.election4j.testkit..",
                        "org.apache.curator..",
                        "org.apache.zookeeper..")
                .check(BILLING);
    }

    @Test
    void onlyTheCommandLineAndTheDemonstrationAndReplicasKnowElections() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..billing.audit..",
                        "..billing.charging..",
                        "..billing.database..",
                        "..billing.importing..",
                        "..billing.payment..",
                        "..billing.sandbox..",
                        "..billing.status..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.election4j", "io.election4j.spi")
                .check(BILLING);
    }

    @Test
    void nothingDependsOnTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..billing.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..billing.cli..")
                .check(BILLING);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.election4j.billing.(*)..")
                .should()
                .beFreeOfCycles()
                .check(BILLING);
    }

    @Test
    void backendsAreThereAtRunTimeOnly() throws Exception {
        Map<String, String> scopes = new TreeMap<>();
        NodeList dependencies = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile())
                .getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (text(dependency, "groupId").equals("io.election4j")) {
                scopes.put(text(dependency, "artifactId"), text(dependency, "scope"));
            }
        }

        assertThat(scopes)
                .containsEntry("election-api", "")
                .containsEntry("election-zookeeper", "runtime")
                .containsEntry("election-testkit", "test");
        scopes.remove("election-api");
        assertThat(scopes.values()).isSubsetOf("runtime", "test");
    }

    private static String text(Element dependency, String name) {
        NodeList found = dependency.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
