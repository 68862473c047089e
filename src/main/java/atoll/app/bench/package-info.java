/** Replays editing traces through the engine and measures it. */
@NullMarked
package atoll.app.bench;

import org.jspecify.annotations.NullMarked;
