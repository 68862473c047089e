/** The engine: documents that several replicas edit apart and merge without asking anybody. JDK only, no input or output. */
@NullMarked
package atoll.crdt;

import org.jspecify.annotations.NullMarked;
