/** Files that pages show: kept here, carried to the others. */
@NullMarked
package atoll.workspace.files;

import org.jspecify.annotations.NullMarked;
