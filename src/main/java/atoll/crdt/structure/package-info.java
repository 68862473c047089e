/** What the document asks of every container that is not a text. */
@NullMarked
package atoll.crdt.structure;

import org.jspecify.annotations.NullMarked;
