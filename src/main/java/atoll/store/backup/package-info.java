/** Backups of a data folder in one file each: making, checking, restoring and dropping them. */
@NullMarked
package atoll.store.backup;

import org.jspecify.annotations.NullMarked;
