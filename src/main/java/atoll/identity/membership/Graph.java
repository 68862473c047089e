package atoll.identity.membership;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The records of a workspace whose whole past is known, in an order that does not hang on how they came: by the longest
 * way from the first record, then by hash. Records are named by their index in it, so that a record's past has lower
 * indices.
 */
final class Graph {
  private final List<MembershipRecord> records;
  private final List<MembershipRecord> waiting;
  private final Map<Hash, Integer> indices = new HashMap<>();
  private final List<BitSet> pasts = new ArrayList<>();

  private Graph(List<MembershipRecord> records, List<MembershipRecord> waiting) {
    this.records = records;
    this.waiting = waiting;
    for (MembershipRecord record : records) {
      BitSet past = new BitSet();
      for (Hash parent : record.parents()) {
        int index = index(parent);
        past.or(pasts.get(index));
        past.set(index);
      }
      indices.put(record.hash(), pasts.size());
      pasts.add(past);
    }
  }

  /** Records of other workspaces are left out. */
  static Graph of(WorkspaceId workspace, Collection<MembershipRecord> all) {
    Map<Hash, MembershipRecord> left = new LinkedHashMap<>();
    for (MembershipRecord record : all) {
      if (record.workspace().equals(workspace)) {
        left.put(record.hash(), record);
      }
    }
    Map<Hash, Integer> depths = new HashMap<>();
    Map<Hash, List<MembershipRecord>> children = new HashMap<>();
    left.values()
        .forEach(record -> new HashSet<>(record.parents())
            .forEach(parent ->
                children.computeIfAbsent(parent, p -> new ArrayList<>()).add(record)));
    List<MembershipRecord> ready = new ArrayList<>();
    Optional.ofNullable(left.get(workspace.hash())).ifPresent(ready::add);
    List<MembershipRecord> known = new ArrayList<>();
    while (!ready.isEmpty()) {
      MembershipRecord record = ready.removeLast();
      depths.put(
          record.hash(), record.parents().stream().mapToInt(depths::get).max().orElse(-1) + 1);
      known.add(record);
      for (MembershipRecord child : children.getOrDefault(record.hash(), List.of())) {
        if (depths.keySet().containsAll(child.parents())) {
          ready.add(child);
        }
      }
    }
    known.sort(Comparator.comparingInt((MembershipRecord record) -> depths.get(record.hash()))
        .thenComparing(MembershipRecord::hash));
    List<MembershipRecord> waiting = left.values().stream()
        .filter(record -> !depths.containsKey(record.hash()))
        .sorted(Comparator.comparing(MembershipRecord::hash))
        .toList();
    return new Graph(List.copyOf(known), waiting);
  }

  int size() {
    return records.size();
  }

  MembershipRecord record(int index) {
    return records.get(index);
  }

  List<MembershipRecord> records() {
    return records;
  }

  /** Records that follow some that have not come; sorted by hash. */
  List<MembershipRecord> waiting() {
    return waiting;
  }

  int index(Hash hash) {
    return Objects.requireNonNull(indices.get(hash), () -> "not here: " + hash);
  }

  boolean has(Hash hash) {
    return indices.containsKey(hash);
  }

  /** What the author of a record knew; not to be changed. */
  BitSet past(int index) {
    return pasts.get(index);
  }

  boolean isConcurrent(int a, int b) {
    return a != b && !pasts.get(a).get(b) && !pasts.get(b).get(a);
  }

  /** The records, and all that they follow. */
  BitSet upTo(Collection<Hash> heads) {
    BitSet all = new BitSet();
    for (Hash head : heads) {
      int index = index(head);
      all.or(pasts.get(index));
      all.set(index);
    }
    return all;
  }

  /** The newest records: no other follows them; sorted. */
  List<Hash> heads() {
    Set<Hash> heads = new TreeSet<>();
    records.forEach(record -> {
      heads.add(record.hash());
      record.parents().forEach(heads::remove);
    });
    return List.copyOf(heads);
  }
}
