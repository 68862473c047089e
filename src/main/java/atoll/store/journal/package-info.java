/** The journal: append-only files that hold, in order, everything that a data folder cannot derive. Knows no SQL. */
@NullMarked
package atoll.store.journal;

import org.jspecify.annotations.NullMarked;
