/** What devices of one person say to each other, and what a device asks for in its person's name. */
@NullMarked
package atoll.identity.own;

import org.jspecify.annotations.NullMarked;
