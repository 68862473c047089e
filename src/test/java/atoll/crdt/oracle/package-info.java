/** A slow model of every kind of container, written from the definitions to be read; shares only values with the engine. */
@NullMarked
package atoll.crdt.oracle;

import org.jspecify.annotations.NullMarked;
