/** The people of a workspace and their devices. */
@NullMarked
package atoll.ui.people;

import org.jspecify.annotations.NullMarked;
