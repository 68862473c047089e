/** Hashes, keys, sealing and signing: the only user of key material. */
@NullMarked
package atoll.crypto;

import org.jspecify.annotations.NullMarked;
