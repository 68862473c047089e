/** The one way into a document: edits, remote entries and imports are planned, stored, shown and told, in this order. */
@NullMarked
package atoll.workspace.funnel;

import org.jspecify.annotations.NullMarked;
