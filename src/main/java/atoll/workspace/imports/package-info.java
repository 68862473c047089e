/** Brings in what other programs wrote: Markdown, Obsidian vaults, exports of Notion. Everything that it reads is hostile. */
@NullMarked
package atoll.workspace.imports;

import org.jspecify.annotations.NullMarked;
