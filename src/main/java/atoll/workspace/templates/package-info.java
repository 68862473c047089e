/** Pages that others are made like: those of the workspace, and a few that come with the program. */
@NullMarked
package atoll.workspace.templates;

import org.jspecify.annotations.NullMarked;
