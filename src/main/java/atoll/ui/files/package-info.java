/** Takes files from tabs and gives them back in a form that runs nothing. */
@NullMarked
package atoll.ui.files;

import org.jspecify.annotations.NullMarked;
