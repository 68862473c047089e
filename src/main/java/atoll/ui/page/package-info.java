/** A page at its address, and what is shown when there is none. */
@NullMarked
package atoll.ui.page;

import org.jspecify.annotations.NullMarked;
