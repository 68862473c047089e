/** Tests of the store on H2. */
@NullMarked
package atoll.store.h2;

import org.jspecify.annotations.NullMarked;
