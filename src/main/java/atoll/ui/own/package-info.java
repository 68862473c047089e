/** What is a person's alone: the recovery words and the own devices. */
@NullMarked
package atoll.ui.own;

import org.jspecify.annotations.NullMarked;
