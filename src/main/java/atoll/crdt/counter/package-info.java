/** Counters. */
@NullMarked
package atoll.crdt.counter;

import org.jspecify.annotations.NullMarked;
