/** Replicas that edit apart at random over a bad network, and must agree with each other and with the oracle. */
@NullMarked
package atoll.crdt.fuzz;

import org.jspecify.annotations.NullMarked;
