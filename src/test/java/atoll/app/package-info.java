@NullMarked
package atoll.app;

import org.jspecify.annotations.NullMarked;
