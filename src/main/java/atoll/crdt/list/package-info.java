/** Lists whose items can be moved. */
@NullMarked
package atoll.crdt.list;

import org.jspecify.annotations.NullMarked;
