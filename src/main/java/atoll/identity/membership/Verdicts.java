package atoll.identity.membership;

import atoll.identity.DeviceId;
import atoll.identity.PersonId;
import atoll.identity.Role;
import atoll.identity.membership.Statement.DeviceRemoved;
import atoll.identity.membership.Statement.PersonRemoved;
import atoll.identity.membership.Statement.RoleChanged;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Decides which records count, where some were written at the same time as a removal of their authors.
 *
 * <p>A removal <em>outdoes</em> a record that was written at the same time if it removes its author, or somebody whom the
 * author's right rests on. If two removals outdo each other, the one of the senior author stands: of the one whose role is
 * older. A record counts if whatever would outdo it does not count and what it rests on does. Where removals outdo each
 * other in a ring, the most senior of them is taken to count. The same set of records always gives the same answer.
 */
final class Verdicts {
  private final Graph graph;
  private final List<Standing> standings = new ArrayList<>();
  private final List<BitSet> hosts = new ArrayList<>();
  /** For each record, the removals that outdo it. */
  private final List<BitSet> outdoneBy = new ArrayList<>();

  Verdicts(Graph graph) {
    this.graph = graph;
  }

  /** Takes the standing of the next record of the graph. */
  void add(Standing standing) {
    int index = standings.size();
    standings.add(standing);
    BitSet rests = new BitSet();
    standing.hosts().forEach(host -> rests.set(graph.index(host)));
    hosts.add(rests);
    outdoneBy.add(new BitSet());
    if (standing.isValid()) {
      for (int other = 0; other < index; other++) {
        if (standings.get(other).isValid()) {
          relate(other, index);
        }
      }
    }
  }

  private void relate(int a, int b) {
    boolean aOutdoes = outdoes(a, b);
    boolean bOutdoes = outdoes(b, a);
    if (aOutdoes && bOutdoes) {
      boolean first = isSenior(a, b);
      aOutdoes = first;
      bOutdoes = !first;
    }
    if (aOutdoes) {
      outdoneBy.get(b).set(a);
    }
    if (bOutdoes) {
      outdoneBy.get(a).set(b);
    }
  }

  private boolean outdoes(int removal, int record) {
    return isRemoval(removal)
        && graph.isConcurrent(removal, record)
        && (removesAuthor(removal, record)
            || hosts.get(record).stream()
                .anyMatch(
                    host -> graph.isConcurrent(removal, host) && removesAuthor(removal, host)));
  }

  /** Whether its author had the right to write a record, by its own past. */
  boolean isValid(int index) {
    return standings.get(index).isValid();
  }

  /** Whether a record takes something away from somebody. */
  boolean isRemoval(int index) {
    return switch (graph.record(index).statement()) {
      case PersonRemoved _, DeviceRemoved _ -> true;
      case RoleChanged change -> change.role() != Role.OWNER;
      default -> false;
    };
  }

  private boolean removesAuthor(int removal, int record) {
    Standing standing = standings.get(record);
    return switch (graph.record(removal).statement()) {
      case PersonRemoved(PersonId person, CutOff _) -> is(standing, person);
      case RoleChanged(PersonId person, Role _, CutOff _) ->
        is(standing, person) && standing.asOwner();
      case DeviceRemoved(DeviceId device, CutOff _) ->
        graph.record(record).author().equals(device);
      default -> false;
    };
  }

  private static boolean is(Standing standing, PersonId person) {
    return standing.author().filter(person::equals).isPresent();
  }

  /** Whether the author of the first has the older right; then the older device, then the older record. */
  private boolean isSenior(int a, int b) {
    int byRole = Integer.compare(
        graph.index(standings.get(a).grant()), graph.index(standings.get(b).grant()));
    int byDevice = Integer.compare(
        graph.index(standings.get(a).device()), graph.index(standings.get(b).device()));
    return byRole != 0 ? byRole < 0 : byDevice != 0 ? byDevice < 0 : a < b;
  }

  /** Those records of a set that count. The set has the whole past of each of its records. */
  BitSet decide(BitSet set) {
    BitSet open = new BitSet();
    set.stream().filter(index -> standings.get(index).isValid()).forEach(open::set);
    BitSet falls = (BitSet) set.clone();
    falls.andNot(open);
    BitSet counts = new BitSet();
    settle(open, counts, falls);
    while (!open.isEmpty()) {
      take(mostSenior(open), open, counts, falls);
      settle(open, counts, falls);
    }
    return counts;
  }

  /** Moves from {@code open} what follows from what is decided. */
  private void settle(BitSet open, BitSet counts, BitSet falls) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int index = open.nextSetBit(0); index >= 0; index = open.nextSetBit(index + 1)) {
        BitSet outdoing = outdoneBy.get(index);
        BitSet rests = hosts.get(index);
        boolean fell = outdoing.intersects(counts) || rests.intersects(falls);
        if (fell) {
          falls.set(index);
        } else if (rests.intersects(open) || outdoing.intersects(open)) {
          continue;
        } else {
          counts.set(index);
        }
        open.clear(index);
        changed = true;
      }
    }
  }

  private int mostSenior(BitSet open) {
    return open.stream()
        .filter(this::isRemoval)
        .reduce((a, b) -> isSenior(a, b) ? a : b)
        .orElseThrow(() -> new AssertionError("nothing is open but for a removal: " + open));
  }

  private void take(int removal, BitSet open, BitSet counts, BitSet falls) {
    BitSet taken = (BitSet) hosts.get(removal).clone();
    taken.set(removal);
    taken.and(open);
    open.andNot(taken);
    counts.or(taken);
    taken.stream().forEach(index -> {
      BitSet lost = (BitSet) outdoneBy.get(index).clone();
      lost.and(open);
      open.andNot(lost);
      falls.or(lost);
    });
  }
}
