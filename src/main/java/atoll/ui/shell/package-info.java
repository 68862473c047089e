/** The frame around every view: sidebar, bar, palette, dialogs, and what happens when the instance stops. */
@NullMarked
package atoll.ui.shell;

import org.jspecify.annotations.NullMarked;
