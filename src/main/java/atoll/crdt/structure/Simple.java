package atoll.crdt.structure;

import atoll.crdt.Patch;
import atoll.crdt.RejectedException;
import java.util.List;
import java.util.Optional;

/**
 * A structure that stages by trying on a copy: right, and slow for what is large.
 *
 * @param <S> the structure itself
 */
public abstract class Simple<S extends Simple<S>> implements Structure {
  @Override
  public abstract S copy();

  /** Applies one entry, all of whose causal past has been applied. */
  protected abstract void apply(Entry entry, Ancestry ancestry) throws RejectedException;

  /** Takes over the content of a copy that is not used any more. */
  protected abstract void become(S copy);

  @Override
  public final Staged stage(List<Entry> entries, Ancestry ancestry) throws RejectedException {
    S after = copy();
    for (Entry entry : entries) {
      after.apply(entry, ancestry);
    }
    Optional<Patch> patch = diff(after);
    return new Staged() {
      @Override
      public Optional<Patch> patch() {
        return patch;
      }

      @Override
      public void commit() {
        become(after);
      }
    };
  }
}
