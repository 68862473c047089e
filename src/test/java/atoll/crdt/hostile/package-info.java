/** What comes from outside and is wrong. */
@NullMarked
package atoll.crdt.hostile;

import org.jspecify.annotations.NullMarked;
