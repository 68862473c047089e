/** Maps: the last writer wins, what lost at the same time stays readable. */
@NullMarked
package atoll.crdt.map;

import org.jspecify.annotations.NullMarked;
