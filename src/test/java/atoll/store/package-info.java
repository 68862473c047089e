/** What every store must do, and the means to ask it. */
@NullMarked
package atoll.store;

import org.jspecify.annotations.NullMarked;
