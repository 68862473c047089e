package atoll.crdt.oracle;

import atoll.crdt.ContainerId;
import atoll.crdt.Expand;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.Side;
import atoll.crdt.TextView.Span;
import atoll.crdt.Value;
import atoll.crdt.oracle.OracleHistory.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A text: characters and the boundaries of marks in the order of Fugue, found by doing every operation on what its writer
 * saw; the attributes of each character by looking at every mark (Peritext).
 */
final class OracleText {
  /** A character, or a boundary of the mark that {@code mark} wrote. */
  private record Entity(OpId id, char character, @Nullable Step mark, Step writer, int offset) {
    /** Peritext, section 3.3: what comes in at the edge of a mark is in it only at the end of one that grows. */
    int rank() {
      if (mark == null) {
        return BETWEEN;
      }
      boolean isEndOfLink = offset == 1 && ((Op.MarkText) mark.op()).expand() == Expand.NONE;
      return isEndOfLink ? BEFORE_CHARACTERS : AFTER_CHARACTERS;
    }
  }

  private static final int BEFORE_CHARACTERS = -1;
  private static final int BETWEEN = 0;
  private static final int AFTER_CHARACTERS = 1;

  private record Candidate(long lamport, OpId id, Value value) {
    boolean outdoes(@Nullable Candidate other) {
      return other == null
          || lamport > other.lamport
          || (lamport == other.lamport && id.compareTo(other.id) > 0);
    }
  }

  private final OracleHistory history;
  private final FugueTree tree = new FugueTree();
  private final Map<OpId, Entity> entities = new HashMap<>();
  private final Map<OpId, List<OpId>> deleters = new HashMap<>();
  private final Map<OpId, OpId> parents = new HashMap<>();
  private final Map<OpId, Side> sides = new HashMap<>();

  OracleText(OracleHistory history, ContainerId id, BitSet version) {
    this.history = history;
    history.steps(id, version).forEach(this::apply);
  }

  private void apply(Step step) {
    switch (step.op()) {
      case Op.InsertText(var target, int at, String chars, var attributes) -> {
        for (int i = 0; i < chars.length(); i++) {
          insert(
              at + i, new Entity(OracleHistory.plus(step.id(), i), chars.charAt(i), null, step, i));
        }
      }
      case Op.DeleteText(var target, int at, int count) -> {
        List<OpId> seen = seenBy(step);
        for (int i = 0; i < count; i++) {
          OpId deleter = OracleHistory.plus(step.id(), i);
          deleters.computeIfAbsent(seen.get(at + i), key -> new ArrayList<>()).add(deleter);
        }
      }
      case Op.MarkText(var target, int from, int to, var key, var value, var expand) -> {
        insert(from, new Entity(step.id(), '\0', step, step, 0));
        insert(to + 1, new Entity(OracleHistory.plus(step.id(), 1), '\0', step, step, 1));
      }
      default -> throw new IllegalArgumentException(step.toString());
    }
  }

  /** What the writer saw, without what was deleted. */
  private List<OpId> seenBy(Step step) {
    return tree.inOrder().stream()
        .filter(id -> isKnownTo(step, id) && isThere(id, step.past()))
        .toList();
  }

  private boolean isKnownTo(Step step, OpId id) {
    return history.isIn(step.past(), id);
  }

  private boolean isThere(OpId id, BitSet version) {
    return deleters.getOrDefault(id, List.of()).stream()
        .noneMatch(deleter -> history.isIn(version, deleter));
  }

  /** Algorithm 1 of the Fugue paper: right of what is before, unless something is there already; then left of what is after. */
  private void insert(int at, Entity entity) {
    List<OpId> seen = seenBy(entity.writer());
    OpId before = at == 0 ? null : seen.get(at - 1);
    List<OpId> known =
        tree.inOrder().stream().filter(id -> isKnownTo(entity.writer(), id)).toList();
    OpId after = known.stream()
        .skip(before == null ? 0 : known.indexOf(before) + 1L)
        .findFirst()
        .orElse(null);
    if (after == null || !isRightBelow(before, after)) {
      place(entity, before, Side.RIGHT);
    } else {
      place(entity, after, Side.LEFT);
    }
  }

  /** Whether {@code node}, which comes after {@code above}, hangs in the right part below it; all right of null does. */
  private boolean isRightBelow(@Nullable OpId above, OpId node) {
    if (above == null) {
      return true;
    }
    for (OpId up = node; parents.containsKey(up); up = parents.get(up)) {
      if (above.equals(parents.get(up))) {
        return sides.get(up) == Side.RIGHT;
      }
    }
    return false;
  }

  private void place(Entity entity, @Nullable OpId parent, Side side) {
    tree.add(entity.id(), parent, side, entity.rank());
    entities.put(entity.id(), entity);
    if (parent != null) {
      parents.put(entity.id(), parent);
    }
    sides.put(entity.id(), side);
  }

  /** The text at a version that is not later than that of this model. */
  List<Span> spans(BitSet version) {
    List<Entity> present = new ArrayList<>();
    for (OpId id : tree.inOrder()) {
      if (history.isIn(version, id) && isThere(id, version)) {
        present.add(entity(id));
      }
    }
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < present.size(); i++) {
      if (present.get(i).mark() == null) {
        append(spans, String.valueOf(present.get(i).character()), attributes(present, i));
      }
    }
    return spans;
  }

  private Entity entity(OpId id) {
    Entity entity = entities.get(id);
    if (entity == null) {
      throw new IllegalArgumentException("no entity " + id);
    }
    return entity;
  }

  private static void append(List<Span> spans, String chars, SortedMap<String, Value> attributes) {
    if (!spans.isEmpty() && spans.getLast().attributes().equals(attributes)) {
      Span last = spans.removeLast();
      spans.add(new Span(last.chars() + chars, attributes));
    } else {
      spans.add(new Span(chars, attributes));
    }
  }

  private SortedMap<String, Value> attributes(List<Entity> present, int at) {
    Map<String, Candidate> best = new HashMap<>();
    Entity character = present.get(at);
    if (character.writer().op() instanceof Op.InsertText insert) {
      long lamport = character.writer().lamport();
      insert
          .attributes()
          .forEach((key, value) ->
              offer(best, key, new Candidate(lamport, character.writer().id(), value)));
    }
    for (int i = 0; i < at; i++) {
      Step mark = present.get(i).mark();
      if (mark != null && present.get(i).offset() == 0 && endsAfter(present, at, mark)) {
        Op.MarkText op = (Op.MarkText) mark.op();
        offer(best, op.key(), new Candidate(mark.lamport(), mark.id(), op.value()));
      }
    }
    TreeMap<String, Value> attributes = new TreeMap<>();
    best.forEach((key, candidate) -> {
      if (!candidate.value().equals(Value.NULL)) {
        attributes.put(key, candidate.value());
      }
    });
    return attributes;
  }

  @SuppressWarnings("ReferenceEquality") // this very mark, not one like it
  private static boolean endsAfter(List<Entity> present, int at, Step mark) {
    return present.subList(at, present.size()).stream().anyMatch(entity -> entity.mark() == mark);
  }

  private static void offer(Map<String, Candidate> best, String key, Candidate candidate) {
    if (candidate.outdoes(best.get(key))) {
      best.put(key, candidate);
    }
  }
}
