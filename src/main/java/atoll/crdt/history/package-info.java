/** The changes of a document and how they follow each other. */
@NullMarked
package atoll.crdt.history;

import org.jspecify.annotations.NullMarked;
