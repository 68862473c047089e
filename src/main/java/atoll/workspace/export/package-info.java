/** A plain copy of a workspace that can be read with no app. */
@NullMarked
package atoll.workspace.export;

import org.jspecify.annotations.NullMarked;
