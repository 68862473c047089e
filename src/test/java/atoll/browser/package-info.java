/** What a person does, in a real Chromium against a real instance in a process of its own. */
@NullMarked
package atoll.browser;

import org.jspecify.annotations.NullMarked;
