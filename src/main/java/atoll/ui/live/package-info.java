/** The WebSocket that each tab keeps: steps of the editor come in, patches, confirmations and carets go out. */
@NullMarked
package atoll.ui.live;

import org.jspecify.annotations.NullMarked;
