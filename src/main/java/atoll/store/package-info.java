/** Ports of the store: logs, documents, projections. What implements them is known to {@code app} alone. */
@NullMarked
package atoll.store;

import org.jspecify.annotations.NullMarked;
