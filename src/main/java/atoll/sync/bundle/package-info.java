/** Envelopes in a file, to be carried by hand; docs/format-sync.md is the norm. */
@NullMarked
package atoll.sync.bundle;

import org.jspecify.annotations.NullMarked;
