/** Takes in what other programs wrote. */
@NullMarked
package atoll.ui.imports;

import org.jspecify.annotations.NullMarked;
