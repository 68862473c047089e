/** Comments on the text of pages: threads that hang on characters by marks and are kept beside the text. */
@NullMarked
package atoll.workspace.comments;

import org.jspecify.annotations.NullMarked;
