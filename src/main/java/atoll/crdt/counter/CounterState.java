package atoll.crdt.counter;

import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.Patch;
import atoll.crdt.structure.Ancestry;
import atoll.crdt.structure.Entry;
import atoll.crdt.structure.Simple;
import atoll.crdt.structure.Structure;
import java.util.List;
import java.util.Optional;

/** The sum of what everybody added; it wraps around at 64 bits, as sums of long do, so that every order gives the same. */
public final class CounterState extends Simple<CounterState> {
  private final ContainerId id;
  private long sum;

  public CounterState(ContainerId id) {
    this.id = id;
  }

  public long sum() {
    return sum;
  }

  @Override
  public CounterState copy() {
    CounterState copy = new CounterState(id);
    copy.sum = sum;
    return copy;
  }

  @Override
  protected void apply(Entry entry, Ancestry ancestry) {
    sum += ((Op.Add) entry.op()).amount();
  }

  /** One addition, the last, of all. */
  @Override
  public List<Entry> reduced(List<Entry> all) {
    if (sum == 0) {
      return List.of();
    }
    Entry last = all.getLast();
    return List.of(new Entry(last.id(), last.lamport(), new Op.Add(id, sum)));
  }

  @Override
  protected void become(CounterState copy) {
    sum = copy.sum;
  }

  @Override
  public Optional<Patch> diff(Structure later) {
    long growth = ((CounterState) later).sum - sum;
    return growth == 0 ? Optional.empty() : Optional.of(new Patch.CounterPatch(id, growth));
  }
}
