/** The web server on loopback and what stands guard in front of it. */
@NullMarked
package atoll.ui.web;

import org.jspecify.annotations.NullMarked;
