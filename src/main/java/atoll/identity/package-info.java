/** Who belongs to a workspace, and how somebody comes to belong. */
@NullMarked
package atoll.identity;

import org.jspecify.annotations.NullMarked;
