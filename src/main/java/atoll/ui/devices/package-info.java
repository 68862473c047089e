/** What each device and each relay holds of a workspace. */
@NullMarked
package atoll.ui.devices;

import org.jspecify.annotations.NullMarked;
