package atoll.crdt.list;

import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.structure.Trie;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All places that a list ever had, in the order of Fugue (Weidner and Kleppmann, section 4.1), and which of them are taken.
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

  @Nullable Place find(@Nullable OpId id) {
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
    Place place = get(id);
    int position = positions[place.chunk()];
    int rank = 0;
    for (int i = 0; i < position; i++) {
      rank += counts[i];
    }
    Chunk chunk = chunks[position];
    return rank + chunk.taken(chunk.indexOf(place));
  }

  /** The place after this one (null: the start), taken or not; null if it is the last. */
  @Nullable Place after(@Nullable OpId id) {
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

  /** Hangs a new place, not taken, on one side of another (null: the start). */
  void hang(OpId id, OpId item, @Nullable OpId near, Side side) {
    Place parent = get(near);
    OpId[] siblings = parent.hanging(side);
    int at = ~Arrays.binarySearch(siblings, id);
    if (at < siblings.length) {
      insert(id, item, get(outermost(siblings[at], Side.LEFT)), 0);
    } else if (at > 0) {
      insert(id, item, get(outermost(siblings[at - 1], Side.RIGHT)), 1);
    } else if (near == null) {
      insert(id, item, null, 0);
    } else {
      insert(id, item, parent, side == Side.RIGHT ? 1 : 0);
    }
    hangOn(near, side, id);
  }

  /** Puts a place that only another version has directly after one (null: the start). */
  void insertAfter(@Nullable OpId before, OpId id, OpId item) {
    Place first = before == null && chunkCount > 0 ? chunks[0].places[0] : null;
    insert(id, item, before == null ? first : get(before), before == null ? 0 : 1);
  }

  private OpId outermost(OpId from, Side side) {
    OpId id = from;
    for (OpId[] below = get(id).hanging(side); below.length > 0; below = get(id).hanging(side)) {
      id = side == Side.LEFT ? below[0] : below[below.length - 1];
    }
    return id;
  }

  private void hangOn(@Nullable OpId near, Side side, OpId id) {
    if (near == null) {
      start = start.with(side, id);
      return;
    }
    Place old = get(near);
    Place parent = old.with(side, id);
    Chunk chunk = chunk(positions[old.chunk()]);
    chunk.places[chunk.indexOf(old)] = parent;
    byId = byId.put(owner, parent);
  }

  private void insert(OpId id, OpId item, @Nullable Place beside, int offset) {
    if (beside == null) {
      if (chunkCount == 0) {
        addChunk(0);
      }
      insertAt(id, item, 0, 0);
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
    insertAt(id, item, position, index);
  }

  private void insertAt(OpId id, OpId item, int position, int index) {
    Chunk chunk = chunk(position);
    Place place = new Place(id, item, chunk.number, Place.NONE, Place.NONE);
    chunk.insert(index, place);
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
    Place place = get(id);
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
