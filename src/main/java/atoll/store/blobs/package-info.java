/** The bytes of files, kept under the hash of what is in them. */
@NullMarked
package atoll.store.blobs;

import org.jspecify.annotations.NullMarked;
