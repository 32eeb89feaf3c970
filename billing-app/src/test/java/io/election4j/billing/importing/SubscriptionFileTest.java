/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionFileTest {

    private static final CsvColumns DOLLARS = columns(Optional.empty(), Optional.of("USD"));
    private static final CsvColumns ANY_CURRENCY = columns(Optional.of("cur"), Optional.empty());

    @TempDir
    Path folder;

    @Test
    void aWholeFileIsRead() throws Exception {
        CsvColumns gym = new CsvColumns(
                "member",
                "monthly",
                Optional.of("cur"),
                Optional.empty(),
                Optional.of("card"),
                "pm_card_default",
                Optional.of("name"),
                List.of(CsvColumns.Where.parse("active=yes")));

        SubscriptionFile.Valid file = valid(SubscriptionFile.read(resource("gym.csv"), gym));

        assertThat(file.rows()).hasSize(10);
        assertThat(file.leftOut()).isEqualTo(2);
        assertThat(file.rows().get(1))
                .isEqualTo(new SubscriptionRow(
                        3, "G-002", Money.parse("USD 19.90"), "pm_card_default", Optional.of("Bo \"Bull\" Lindqvist")));
        assertThat(file.rows())
                .extracting(SubscriptionRow::line)
                .containsExactly(2L, 3L, 4L, 7L, 8L, 10L, 12L, 13L, 14L, 15L);
        assertThat(file.rows().get(8).paymentMethod()).isEqualTo("pm_card_mastercard");
        assertThat(file.totals().values().stream().map(Money::toString))
                .containsExactly(
                        "CHF 21.50",
                        "EUR 49.90",
                        "GBP 0.01",
                        "JPY 5500",
                        "KRW 22000",
                        "KWD 15.125",
                        "SEK 199.00",
                        "USD 119.70");
    }

    @Test
    void amountsAreExactMinorUnits() {
        assertThat(valid(read(
                                "id,amount,cur\na,5500,JPY\nb,19.9,USD\nc,15.125,KWD\nd,92233720368547758.07,USD\n",
                                ANY_CURRENCY))
                        .rows())
                .extracting(row -> row.amount().getAmountMinorLong())
                .containsExactly(5500L, 1990L, 15125L, Long.MAX_VALUE);
    }

    @Test
    void zerosBeyondTheMinorUnitDoNotCount() {
        assertThat(valid(read("id,amount,cur\na,12.3400,USD\nb,100.0,JPY\n", ANY_CURRENCY))
                        .rows())
                .extracting(row -> row.amount().getAmountMinorLong())
                .containsExactly(1234L, 100L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12.345 | USD | line 2, column amount: 12.345 USD is too precise: USD has 2 decimals, such as 12.50.",
                "1.5    | JPY | line 2, column amount: 1.5 JPY is too precise: JPY has no decimals, such as 1250.",
                "0      | USD | line 2, column amount: 0 USD cannot be charged: an amount must be more than zero.",
                "0.00   | USD | line 2, column amount: 0.00 USD cannot be charged: an amount must be more than zero.",
                "-3     | USD | line 2, column amount: -3 USD cannot be charged: an amount must be more than zero.",
                "''     | USD | line 2, column amount: '' is not an amount: write digits and at most one point, such as 12.50.",
                "1e3    | USD | line 2, column amount: '1e3' is not an amount: write digits and at most one point, such as 12.50.",
                "$5     | USD | line 2, column amount: '$5' is not an amount: write digits and at most one point, such as 12.50.",
                "1 000  | JPY | line 2, column amount: '1 000' is not an amount: write digits and at most one point, such as 1250.",
                "92233720368547758.08 | USD | line 2, column amount: 92233720368547758.08 USD is too large: 92233720368547758.07 is the most.",
                "5      | ABC | line 2, column cur: 'ABC' is not a currency: write its ISO 4217 code, such as USD.",
                "5      | XXX | line 2, column cur: 'XXX' is not a currency: write its ISO 4217 code, such as USD.",
                "5      | ''  | line 2, column cur: '' is not a currency: write its ISO 4217 code, such as USD."
            })
    void anAmountThatCannotBeChargedIsNamed(String amount, String currency, String sentence) {
        assertThat(problems("id,amount,cur\na," + amount + "," + currency + "\n", ANY_CURRENCY))
                .containsExactly(sentence);
    }

    @Test
    void anEmptyIdIsNamed() {
        assertThat(problems("id,amount\n ,5\n", DOLLARS))
                .containsExactly("line 2, column id: is empty: each subscription needs an id of its own.");
    }

    @Test
    void anIdOfTwoRowsIsNamedWithBothLines() {
        assertThat(problems("id,amount\na,5\nb,5\n\" a\",6\n", DOLLARS))
                .containsExactly(
                        "line 4, column id: 'a' is the id of line 2 too: each subscription needs an id of its own.");
    }

    @Test
    void anIdTooLongForTheDatabaseIsNamed() {
        assertThat(problems("id,amount\n" + "a".repeat(256) + ",5\n", DOLLARS))
                .containsExactly("line 2, column id: has 256 characters: up to 255 are allowed.");
    }

    @Test
    void everyProblemIsFoundAtTheLineWhereItsRecordStarts() {
        String text = "id,amount\r\n\"two\r\nlines\",5\r\n\r\nb,x\r\nc\r\n,-1\r\nd,5,6\r\n";

        assertThat(problems(text, DOLLARS))
                .containsExactly(
                        "line 5, column amount: 'x' is not an amount: write digits and at most one point, such as 12.50.",
                        "line 6: has 1 cell, but the first line names 2 columns: quote a cell that contains a comma, and"
                                + " leave no cell out.",
                        "line 7, column id: is empty: each subscription needs an id of its own.",
                        "line 7, column amount: -1 USD cannot be charged: an amount must be more than zero.",
                        "line 8: has 3 cells, but the first line names 2 columns: quote a cell that contains a comma, and"
                                + " leave no cell out.");
    }

    @Test
    void aMissingColumnIsNamedWithThoseThatAreThere() {
        CsvColumns columns = new CsvColumns(
                "id",
                "price",
                Optional.empty(),
                Optional.of("USD"),
                Optional.empty(),
                "pm_card_visa",
                Optional.empty(),
                List.of(CsvColumns.Where.parse("state=on")));

        assertThat(problems("id,amount\na,x\n", columns))
                .containsExactly(
                        "line 1, column price: there is no such column: the file has id, amount.",
                        "line 1, column state: there is no such column: the file has id, amount.");
    }

    @Test
    void aColumnThatIsThereTwiceIsNamed() {
        assertThat(problems("id,amount,amount\na,5,6\n", DOLLARS))
                .containsExactly("line 1, column amount: there are 2 columns of this name: rename all but one.");
    }

    @Test
    void aRowThatIsLeftOutIsNotValidated() {
        CsvColumns columns = new CsvColumns(
                "id",
                "amount",
                Optional.empty(),
                Optional.of("USD"),
                Optional.empty(),
                "pm_card_visa",
                Optional.empty(),
                List.of(CsvColumns.Where.parse("state=")));

        SubscriptionFile.Valid file = valid(read("id,amount,state\na,x,off\na,5,\n", columns));

        assertThat(file.rows()).hasSize(1);
        assertThat(file.leftOut()).isEqualTo(1);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() {
        assertThat(valid(read("\uFEFFid,amount\na,5\n", DOLLARS)).rows()).hasSize(1);
    }

    @Test
    void aFileInAnotherEncodingIsNamedWithTheLine() throws Exception {
        Path file = write("id,amount\na,5\nré,5\n", StandardCharsets.ISO_8859_1);

        assertThat(problems(SubscriptionFile.read(file, DOLLARS)))
                .containsExactly("line 3: byte 0xE9 is not UTF-8: save the file as UTF-8.");
    }

    @Test
    void aFileThatEndsWithinACharacterIsNotUtf8() throws Exception {
        Path file = folder.resolve("cut.csv");
        Files.write(file, new byte[] {'i', 'd', '\n', (byte) 0xC3});

        assertThat(problems(SubscriptionFile.read(file, DOLLARS)))
                .containsExactly("line 2: byte 0xC3 is not UTF-8: save the file as UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,amount\na,5\n\"b,5\n", "id,amount\na,5\n\"b\"c,5\n"})
    void aQuotedCellThatGoesWrongIsNamed(String text) {
        assertThat(problems(text, DOLLARS))
                .containsExactly("line 3: a quoted cell does not end, or goes on after its end: put quotes around whole"
                        + " cells, and write a quote within one twice.");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        Path missing = folder.resolve("missing.csv");
        Path empty = write("", StandardCharsets.UTF_8);

        assertThat(problems(SubscriptionFile.read(missing, DOLLARS))).containsExactly(missing + " does not exist.");
        assertThat(problems(SubscriptionFile.read(folder, DOLLARS)))
                .containsExactly(folder + " is a folder: name a CSV file.");
        assertThat(problems(SubscriptionFile.read(empty, DOLLARS)))
                .containsExactly(empty + " is empty: its first line must name the columns.");
    }

    @Test
    void aSummaryStopsAtTwentyProblems() {
        String rows = IntStream.range(0, 23).mapToObj(i -> i + ",x\n").collect(Collectors.joining());

        String summary = invalid(read("id,amount\n" + rows, DOLLARS)).summary();

        assertThat(summary.lines()).hasSize(21);
        assertThat(summary).startsWith("line 2, column amount: ").endsWith("\nand 3 more problems");
    }

    @Test
    void invalidColumnsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns(Optional.of("cur"), Optional.of("USD")))
                .withMessageContaining("not both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns(Optional.empty(), Optional.of("dollars")))
                .withMessage("'dollars' is not a currency: write its ISO 4217 code, such as USD.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvColumns.Where.parse("Churn"))
                .withMessage("'Churn' is not a condition: write COLUMN=VALUE, such as Churn=No.");
    }

    private static CsvColumns columns(Optional<String> currencyColumn, Optional<String> currency) {
        return new CsvColumns(
                "id",
                "amount",
                currencyColumn,
                currency,
                Optional.empty(),
                "pm_card_visa",
                Optional.empty(),
                List.of());
    }

    private SubscriptionFile read(String text, CsvColumns columns) {
        try {
            return SubscriptionFile.read(write(text, StandardCharsets.UTF_8), columns);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve("subscriptions.csv"), text, charset);
    }

    private List<String> problems(String text, CsvColumns columns) {
        return problems(read(text, columns));
    }

    private static List<String> problems(SubscriptionFile file) {
        return invalid(file).problems().stream().map(Problem::toString).toList();
    }

    private static SubscriptionFile.Valid valid(SubscriptionFile file) {
        assertThat(file).isInstanceOf(SubscriptionFile.Valid.class);
        return (SubscriptionFile.Valid) file;
    }

    private static SubscriptionFile.Invalid invalid(SubscriptionFile file) {
        assertThat(file).isInstanceOf(SubscriptionFile.Invalid.class);
        return (SubscriptionFile.Invalid) file;
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SubscriptionFileTest.class.getResource(name))
                .toURI());
    }
}
