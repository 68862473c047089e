/** The frame that every view of the browser stands in. */
@NullMarked
package atoll.ui.shell;

import org.jspecify.annotations.NullMarked;
