/** What the sessions of a workspace say to each other, and its bytes; docs/format-sync.md is the norm. */
@NullMarked
package atoll.sync.protocol;

import org.jspecify.annotations.NullMarked;
