/** The pages that a person keeps at hand. */
@NullMarked
package atoll.workspace.favourites;

import org.jspecify.annotations.NullMarked;
