/** Trees whose nodes can be moved. */
@NullMarked
package atoll.crdt.tree;

import org.jspecify.annotations.NullMarked;
