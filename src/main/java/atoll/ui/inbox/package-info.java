/** What others wrote that the person wants to know of. */
@NullMarked
package atoll.ui.inbox;

import org.jspecify.annotations.NullMarked;
