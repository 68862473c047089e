/** Tests of the backups. */
@NullMarked
package atoll.store.backup;

import org.jspecify.annotations.NullMarked;
