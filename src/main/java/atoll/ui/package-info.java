/** What a person sees: Vaadin views, the web server that serves them, the wrappers of the web components. */
@NullMarked
package atoll.ui;

import org.jspecify.annotations.NullMarked;
