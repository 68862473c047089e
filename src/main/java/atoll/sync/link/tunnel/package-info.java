/**
 * Carries TCP connections between the devices of one workspace through TLS, so that what listens on loopback only is met
 * across machines by those who belong and by nobody else. Knows nothing of what it carries.
 */
@NullMarked
package atoll.sync.link.tunnel;

import org.jspecify.annotations.NullMarked;
