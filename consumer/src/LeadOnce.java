/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
import io.election4j.Elections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Leads one election at each service whose URI is given, and tells the tokens. */
public final class LeadOnce {
    private static final long LIMIT_SECONDS = 60;

    private LeadOnce() {}

    public static void main(String[] uris) throws Exception {
        for (String uri : uris) {
            CompletableFuture<Long> token = new CompletableFuture<>();
            try (Elections elections = Elections.connect(uri)) {
                elections.enter("consumer", "consumer", term -> {
                    token.complete(term.fencingToken());
                    term.awaitEnd();
                });
                System.out.println("led with token " + token.get(LIMIT_SECONDS, TimeUnit.SECONDS) + " at " + uri);
            }
        }
    }
}
