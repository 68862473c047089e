package atoll.crdt;

import java.util.function.Consumer;

/** Two writers of one document, who edit apart until they exchange what they have. */
public final class Pair {
  public final Document ann = Document.create(new ReplicaId(1));
  public final Document ben = Document.create(new ReplicaId(2));

  public static void edit(Document document, Consumer<Draft> edit) {
    Draft draft = document.draft();
    edit.accept(draft);
    document.commit(document.plan(draft));
  }

  /** Gives each what the other has. */
  public void exchange() throws RejectedException {
    ann.commit(ann.plan(ben.changesSince(ann.frontier())));
    ben.commit(ben.plan(ann.changesSince(ben.frontier())));
  }
}
