/** What somebody who may not come in yet asks at a doorway, and what is answered: a membership of any size, in parts. */
@NullMarked
package atoll.sync.knock;

import org.jspecify.annotations.NullMarked;
