/** A store that forgets, for tests of those who use one. */
@NullMarked
package atoll.store.memory;

import org.jspecify.annotations.NullMarked;
