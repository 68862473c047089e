/** The data folder: its place, its permissions, its lock, and how to find the instance that runs on it. */
@NullMarked
package atoll.store.folder;

import org.jspecify.annotations.NullMarked;
