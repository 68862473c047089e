/** Who belongs to a workspace: signed records and their one reading. Pure: no I/O, no clock. */
@NullMarked
package atoll.identity.membership;

import org.jspecify.annotations.NullMarked;
