/** How the devices of a workspace that are in one local network find each other without an address. */
@NullMarked
package atoll.sync.link.lan;

import org.jspecify.annotations.NullMarked;
