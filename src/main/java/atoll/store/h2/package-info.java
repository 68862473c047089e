/** The store on H2 and the journal: the only package that speaks SQL. */
@NullMarked
package atoll.store.h2;

import org.jspecify.annotations.NullMarked;
