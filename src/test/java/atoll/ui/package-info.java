@NullMarked
package atoll.ui;

import org.jspecify.annotations.NullMarked;
