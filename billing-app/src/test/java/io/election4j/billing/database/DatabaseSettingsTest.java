/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

    @Test
    void aPasswordIsNeverShown() {
        assertThat(DatabaseSettings.of("jdbc:h2:mem:x", "sa", "hidden").toString())
                .doesNotContain("hidden");
    }

    @Test
    void aPasswordInTheUrlIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> DatabaseSettings.of("jdbc:h2:mem:x;PASSWORD=hidden", "sa", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not carry a password")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void anUnknownKindOfDatabaseIsRefusedWithWhatIsKnown() {
        assertThatThrownBy(() -> Database.open(DatabaseSettings.of("jdbc:other:x", "sa", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:h2:");
        assertThatThrownBy(() -> DatabaseSettings.embedded(Path.of("a;b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("semicolon");
    }
}
