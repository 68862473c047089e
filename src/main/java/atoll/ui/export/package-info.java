/** Hands out a plain copy of everything. */
@NullMarked
package atoll.ui.export;

import org.jspecify.annotations.NullMarked;
