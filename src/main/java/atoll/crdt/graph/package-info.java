/**
 * What happened before what, in columns. Glossary: a <em>local version</em> (lv) numbers the operations in the order in
 * which they came here, each after all that it follows; a <em>run</em> is a range of them by one writer, each of which
 * follows the one before; a <em>version</em> is given by its heads: sorted lvs none of which follows another.
 */
@NullMarked
package atoll.crdt.graph;

import org.jspecify.annotations.NullMarked;
