/** Texts: the order of characters, and the marks over them. */
@NullMarked
package atoll.crdt.text;

import org.jspecify.annotations.NullMarked;
