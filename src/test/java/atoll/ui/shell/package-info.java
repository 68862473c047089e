@NullMarked
package atoll.ui.shell;

import org.jspecify.annotations.NullMarked;
