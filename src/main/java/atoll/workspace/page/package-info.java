/** Pages: a text in lines, each line a block, with marks on the text. */
@NullMarked
package atoll.workspace.page;

import org.jspecify.annotations.NullMarked;
