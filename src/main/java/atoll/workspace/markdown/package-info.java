/** Pages as Markdown, out and in again as the same page. Knows no files and no tree. */
@NullMarked
package atoll.workspace.markdown;

import org.jspecify.annotations.NullMarked;
