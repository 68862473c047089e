/** Every reader of bytes from outside, under a fuzzer that is led by what the readers' code does. */
@NullMarked
package atoll.fuzz;

import org.jspecify.annotations.NullMarked;
