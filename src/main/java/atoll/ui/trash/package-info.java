/** What was thrown away, and the way back. */
@NullMarked
package atoll.ui.trash;

import org.jspecify.annotations.NullMarked;
