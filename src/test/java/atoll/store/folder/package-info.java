/** Tests of the data folder. */
@NullMarked
package atoll.store.folder;

import org.jspecify.annotations.NullMarked;
