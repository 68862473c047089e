/** Where a person begins: the first start, the address without a page, a workspace without pages. */
@NullMarked
package atoll.ui.start;

import org.jspecify.annotations.NullMarked;
