@NullMarked
package atoll.ui.web;

import org.jspecify.annotations.NullMarked;
