/** Tests of the journal. */
@NullMarked
package atoll.store.journal;

import org.jspecify.annotations.NullMarked;
