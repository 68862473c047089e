/** Bytes of the engine's formats: bounded readers and writers that every format of Atoll shares. */
@NullMarked
package atoll.crdt.codec;

import org.jspecify.annotations.NullMarked;
