/** Backups of a data folder, in one file each or on a shelf that they share: making, checking, restoring and dropping them. */
@NullMarked
package atoll.store.backup;

import org.jspecify.annotations.NullMarked;
