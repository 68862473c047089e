package atoll.crdt.list;

import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.structure.Trie;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All places that a list ever had, in the order of Fugue (Weidner and Kleppmann, algorithm 1), and which of them are taken.
 * They lie in chunks, so that a step touches one chunk and looks over one number per chunk. A copy costs nothing: chunks and
 * arrays are copied when one of the versions that share them changes.
 */
final class Places {
  /** The start of the list, on whose right the first places hang. */
  private static final OpId NOBODY = new OpId(new ReplicaId(0), 0);

  private final int most;
  private Object owner = new Object();
  private boolean owned = true;
  private Trie<OpId, Place> byId = Trie.empty();
  private Place start = new Place(null, NOBODY, -1, Place.NONE, Place.NONE);
  private Chunk[] chunks = {};
  private int[] counts = {};
  private int[] positions = {};
  private int chunkCount;
  private int taken;

  Places() {
    this(Chunk.MOST);
  }

  /** @param most places in one chunk */
  Places(int most) {
    this.most = most;
  }

  Places copy() {
    Places copy = new Places(most);
    copy.owned = false;
    copy.byId = byId;
    copy.start = start;
    copy.chunks = chunks;
    copy.counts = counts;
    copy.positions = positions;
    copy.chunkCount = chunkCount;
    copy.taken = taken;
    owner = new Object();
    owned = false;
    return copy;
  }

  /** How many are taken. */
  int taken() {
    return taken;
  }

  @Nullable
  Place find(@Nullable OpId id) {
    return id == null ? start : byId.get(id);
  }

  private Place get(@Nullable OpId id) {
    return Objects.requireNonNull(find(id), () -> "no place " + id);
  }

  /** The taken place that has {@code index} taken ones before it. */
  Place at(int index) {
    Objects.checkIndex(index, taken);
    int left = index;
    int position = 0;
    while (left >= counts[position]) {
      left -= counts[position++];
    }
    Chunk chunk = chunks[position];
    return chunk.places[chunk.find(left)];
  }

  /** How many taken ones are before this one. */
  int rank(OpId id) {
    return rank(get(id));
  }

  int rank(Place place) {
    int position = positions[place.chunk()];
    int rank = 0;
    for (int i = 0; i < position; i++) {
      rank += counts[i];
    }
    Chunk chunk = chunks[position];
    return rank + chunk.taken(chunk.indexOf(place));
  }

  /** The place after this one (null: the start), taken or not; null if it is the last. */
  @Nullable
  Place after(@Nullable OpId id) {
    int position = 0;
    int index = 0;
    if (id != null) {
      Place place = get(id);
      position = positions[place.chunk()];
      index = chunks[position].indexOf(place) + 1;
      if (index == chunks[position].size) {
        position++;
        index = 0;
      }
    }
    return position == chunkCount ? null : chunks[position].places[index];
  }

  /** Hangs a new place on one side of another (null: the start). */
  void hang(OpId id, OpId item, @Nullable OpId near, Side side, boolean isTaken) {
    Place parent = get(near);
    OpId[] siblings = parent.hanging(side);
    if (siblings.length > 0) {
      int at = ~Arrays.binarySearch(siblings, id);
      boolean isBefore = at < siblings.length;
      Place beside =
          isBefore ? outermost(siblings[at], Side.LEFT) : outermost(siblings[at - 1], Side.RIGHT);
      insert(id, item, beside, isBefore ? 0 : 1, isTaken);
      parent = get(near);
    } else if (near == null) {
      insert(id, item, null, 0, isTaken);
    } else {
      hangFirst(id, item, parent, side, isTaken);
      return;
    }
    replace(parent, parent.with(side, id));
  }

  /** The common case: nothing hangs there yet, so that the new one lies directly beside the other. */
  private void hangFirst(OpId id, OpId item, Place parent, Side side, boolean isTaken) {
    int position = positions[parent.chunk()];
    if (chunks[position].size == most) {
      insert(id, item, parent, side == Side.RIGHT ? 1 : 0, isTaken);
      Place moved = get(parent.id());
      replace(moved, moved.with(side, id));
      return;
    }
    Chunk chunk = chunk(position);
    int index = chunk.indexOf(parent);
    Place changed = parent.with(side, id);
    chunk.places[index] = changed;
    byId = byId.put(owner, changed);
    insertAt(id, item, position, side == Side.RIGHT ? index + 1 : index, isTaken);
  }

  /** Puts a place that only another version has directly after one (null: the start). */
  void insertAfter(@Nullable OpId before, OpId id, OpId item) {
    Place first = before == null && chunkCount > 0 ? chunks[0].places[0] : null;
    insert(id, item, before == null ? first : get(before), before == null ? 0 : 1, false);
  }

  private Place outermost(OpId from, Side side) {
    Place place = get(from);
    for (OpId[] below = place.hanging(side); below.length > 0; below = place.hanging(side)) {
      place = get(side == Side.LEFT ? below[0] : below[below.length - 1]);
    }
    return place;
  }

  private void replace(Place old, Place changed) {
    if (old.id() == null) {
      start = changed;
      return;
    }
    Chunk chunk = chunk(positions[old.chunk()]);
    chunk.places[chunk.indexOf(old)] = changed;
    byId = byId.put(owner, changed);
  }

  private void insert(OpId id, OpId item, @Nullable Place beside, int offset, boolean isTaken) {
    if (beside == null) {
      if (chunkCount == 0) {
        addChunk(0);
      }
      insertAt(id, item, 0, 0, isTaken);
      return;
    }
    int position = positions[beside.chunk()];
    int index = chunks[position].indexOf(beside) + offset;
    if (chunks[position].size == most) {
      boolean atTheEnd = index == most && position == chunkCount - 1;
      split(position, atTheEnd ? index : most / 2);
      if (index > chunks[position].size || atTheEnd) {
        index -= chunks[position].size;
        position++;
      }
    }
    insertAt(id, item, position, index, isTaken);
  }

  private void insertAt(OpId id, OpId item, int position, int index, boolean isTaken) {
    Chunk chunk = chunk(position);
    Place place = new Place(id, item, chunk.number, Place.NONE, Place.NONE);
    chunk.insert(index, place, isTaken);
    if (isTaken) {
      counts[position]++;
      taken++;
    }
    byId = byId.put(owner, place);
  }

  private void split(int position, int at) {
    Chunk whole = chunk(position);
    Chunk tail = addChunk(position + 1);
    whole.moveTail(at, tail);
    for (int i = 0; i < tail.size; i++) {
      Place moved = tail.places[i].in(tail.number);
      tail.places[i] = moved;
      byId = byId.put(owner, moved);
    }
    counts[position + 1] = tail.taken(tail.size);
    counts[position] -= counts[position + 1];
  }

  private Chunk addChunk(int position) {
    own();
    if (chunkCount == chunks.length) {
      int capacity = chunkCount + (chunkCount >> 1) + 1;
      chunks = Arrays.copyOf(chunks, capacity);
      counts = Arrays.copyOf(counts, capacity);
      positions = Arrays.copyOf(positions, capacity);
    }
    System.arraycopy(chunks, position, chunks, position + 1, chunkCount - position);
    System.arraycopy(counts, position, counts, position + 1, chunkCount - position);
    Chunk added = new Chunk(owner, chunkCount++);
    chunks[position] = added;
    counts[position] = 0;
    for (int i = position; i < chunkCount; i++) {
      positions[chunks[i].number] = i;
    }
    return added;
  }

  private void own() {
    if (!owned) {
      chunks = chunks.clone();
      counts = counts.clone();
      positions = positions.clone();
      owned = true;
    }
  }

  private Chunk chunk(int position) {
    own();
    Chunk chunk = chunks[position].ownedBy(owner);
    chunks[position] = chunk;
    return chunk;
  }

  void take(OpId id, boolean isTaken) {
    take(get(id), isTaken);
  }

  void take(Place place, boolean isTaken) {
    int position = positions[place.chunk()];
    Chunk chunk = chunk(position);
    int index = chunk.indexOf(place);
    if (chunk.taken[index] != isTaken) {
      int change = isTaken ? 1 : -1;
      chunk.taken[index] = isTaken;
      counts[position] += change;
      taken += change;
    }
  }
}
