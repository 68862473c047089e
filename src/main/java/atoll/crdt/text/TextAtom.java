package atoll.crdt.text;

import atoll.crdt.OpId;
import atoll.crdt.Value;
import atoll.crdt.structure.Stamp;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A character or a boundary that a text has or once had.
 *
 * @param written the operation that put it in, which for characters may have put in others before it
 * @param attributes that the character was inserted with
 * @param mark of which this is a boundary; null for a character
 * @param end whether it is the second of the two boundaries
 * @param deleters every operation that deleted it
 */
public record TextAtom(
    OpId id,
    Stamp written,
    char character,
    SortedMap<String, Value> attributes,
    @Nullable Mark mark,
    boolean end,
    List<OpId> deleters) {}
