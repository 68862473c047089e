/** The people of a workspace: what is known of them, and what this device says about them. */
@NullMarked
package atoll.workspace.people;

import org.jspecify.annotations.NullMarked;
