package atoll.workspace.funnel;

import atoll.store.DocumentId;
import atoll.store.WorkspaceStore.TabStep;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An edit that waits for its turn, and where to say what became of it. */
record Edit(
    DocumentId document,
    Intent intent,
    Optional<TabStep> step,
    CompletableFuture<Committed> done) {}
