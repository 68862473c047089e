/** Ways for messages to travel between the devices of one workspace. All of them are equals behind {@link atoll.sync.link.Link}. */
@NullMarked
package atoll.sync.link;

import org.jspecify.annotations.NullMarked;
