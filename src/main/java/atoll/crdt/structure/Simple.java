package atoll.crdt.structure;

import atoll.crdt.Patch;
import atoll.crdt.RejectedException;
import java.util.List;
import java.util.Optional;

/**
 * A structure whose content is persistent, so that a copy costs nothing and shares what stays equal: it stages by trying on
 * a copy, and whatever fails on the way leaves it as it was.
 *
 * @param <S> the structure itself
 */
public abstract class Simple<S extends Simple<S>> implements Structure {
  @Override
  public abstract S copy();

  /** Applies one entry, all of whose causal past has been applied. */
  protected abstract void apply(Entry entry, Ancestry ancestry) throws RejectedException;

  /** Applies entries, each of which follows what is in its causal past. */
  protected void applyAll(List<Entry> entries, Ancestry ancestry) throws RejectedException {
    for (Entry entry : entries) {
      apply(entry, ancestry);
    }
  }

  /** Takes over the content of a copy that is not used any more. */
  protected abstract void become(S copy);

  @Override
  public final Staged stage(List<Entry> entries, Ancestry ancestry) throws RejectedException {
    S before = copy();
    S after = copy();
    after.applyAll(entries, ancestry);
    return new Staged() {
      @Override
      public Optional<Patch> patch() {
        return before.diff(after);
      }

      @Override
      public void commit() {
        become(after);
      }
    };
  }
}
