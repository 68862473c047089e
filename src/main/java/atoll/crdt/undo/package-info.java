/** Undo and redo of one's own edits with others' edits kept, worked out from the history alone. */
@NullMarked
package atoll.crdt.undo;

import org.jspecify.annotations.NullMarked;
