/** How somebody comes to belong: an invitation with a secret, a request that proves it, and words to compare. Pure. */
@NullMarked
package atoll.identity.joining;

import org.jspecify.annotations.NullMarked;
