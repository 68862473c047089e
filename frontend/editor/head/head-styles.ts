/** The look of what stands above the title, and of the picker of icons. */
export const headStyles = `
.atoll-head { flex: none; }
.atoll-head-row {
  box-sizing: border-box;
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  justify-content: flex-end;
  width: 100%;
  max-width: calc(var(--atoll-page-width, 720px) + 96px);
  min-height: 52px;
  margin: 0 auto;
  padding: 14px 48px 0;
}
.atoll-covered .atoll-head-row { padding-top: 8px; }
.atoll-page-icon {
  width: 76px;
  height: 76px;
  margin: 0 0 2px -8px;
  padding: 0;
  border: 0;
  border-radius: 12px;
  background: none;
  color: var(--_text);
  font: 60px/76px var(--_font);
  text-align: center;
  overflow: hidden;
  white-space: nowrap;
  cursor: pointer;
}
.atoll-page-icon[hidden], .atoll-head-tools[hidden], .atoll-head-tools > [hidden] { display: none; }
.atoll-page-icon:disabled { cursor: default; }
.atoll-page-icon:enabled:hover { background: var(--_hover); }
.atoll-covered .atoll-page-icon { position: relative; z-index: 1; margin-top: -46px; }
.atoll-head-tools { display: flex; gap: 4px; margin-left: -8px; min-height: 30px; opacity: 0; transition: opacity 120ms; }
.atoll-head:hover .atoll-head-tools, .atoll-head:has(+ .atoll-title-row:hover) .atoll-head-tools, .atoll-head-tools:focus-within { opacity: 1; }
@media (hover: none) { .atoll-head-tools { opacity: 1; } }
.atoll-head-tools button, .atoll-cover-tools button {
  height: 28px;
  padding: 0 8px;
  border: 0;
  border-radius: 6px;
  background: none;
  color: var(--_muted);
  font: 13px/28px var(--_font);
  white-space: nowrap;
  cursor: pointer;
}
.atoll-head-tools button:hover { background: var(--_hover); }
.atoll-head :focus-visible { outline: 2px solid var(--_accent); outline-offset: 1px; }
.atoll-cover { position: relative; height: clamp(140px, 26vh, 260px); overflow: hidden; background: var(--_hover); user-select: none; }
.atoll-cover[hidden], .atoll-cover [hidden] { display: none; }
.atoll-cover img { display: block; width: 100%; height: 100%; object-fit: cover; }
.atoll-cover-absent { margin: 0; padding: 24px 48px; color: var(--_muted); font-size: 14px; }
.atoll-cover-stays {
  position: absolute;
  inset: auto auto 14px 20px;
  max-width: calc(100% - 40px);
  margin: 0;
  padding: 2px 8px;
  border-radius: 6px;
  background: rgb(0 0 0 / 62%);
  color: #fff;
  font-size: 12px;
  line-height: 1.5;
}
.atoll-cover-tools {
  position: absolute;
  right: 20px;
  bottom: 14px;
  display: flex;
  max-width: calc(100% - 40px);
  padding: 2px;
  border-radius: 8px;
  background: var(--_raised);
  box-shadow: 0 1px 4px rgb(0 0 0 / 25%);
  opacity: 0;
  transition: opacity 120ms;
}
.atoll-cover:hover .atoll-cover-tools, .atoll-cover-tools:focus-within { opacity: 1; }
@media (hover: none) { .atoll-cover-tools { opacity: 1; } }
.atoll-cover-tools button:hover, .atoll-cover-tools [aria-pressed='true'] { background: var(--_hover); color: var(--_text); }
.atoll-moving { cursor: ns-resize; touch-action: none; }
.atoll-cover-hint {
  position: absolute;
  inset: auto auto 50% 50%;
  translate: -50% 50%;
  margin: 0;
  padding: 4px 12px;
  border-radius: 8px;
  background: rgb(0 0 0 / 62%);
  color: #fff;
  font-size: 13px;
  line-height: 1.5;
  text-align: center;
  pointer-events: none;
}
:host([wide]) :is(.cm-content, .atoll-title-row, .atoll-head-row, .atoll-notice, .atoll-backlinks, .atoll-start) { max-width: none; }
@container page (min-width: 700px) {
  :host([wide]) :is(.cm-content, .atoll-title-row, .atoll-head-row) { padding-inline: 72px; }
  :host([wide]) .atoll-start { padding-inline: 74px; }
}
@media (max-width: 640px) { .atoll-head-row { padding-inline: 20px; } }
.atoll-sign { flex: none; width: 20px; font-size: 16px; line-height: 1; text-align: center; }
.atoll-sign:empty, .atoll-signed > .atoll-icon { display: none; }
.atoll-emoji {
  box-sizing: border-box;
  inset: auto;
  width: min(372px, calc(100vw - 16px));
  margin: 0;
  padding: 10px;
  border: 1px solid var(--_border);
  border-radius: 12px;
  background: var(--_raised);
  color: var(--_text);
  box-shadow: var(--_shadow);
  font: 13px/1.4 var(--_font);
}
.atoll-emoji-head { display: flex; gap: 6px; margin-bottom: 6px; }
.atoll-emoji-head input {
  flex: 1;
  min-width: 0;
  height: 32px;
  box-sizing: border-box;
  padding: 0 10px;
  border: 1px solid var(--_border);
  border-radius: 7px;
  background: var(--_surface);
  color: var(--_text);
  font: 14px var(--_font);
}
.atoll-emoji-head button { padding: 0 10px; border: 0; border-radius: 7px; background: none; color: var(--_muted); font: 13px var(--_font); cursor: pointer; }
.atoll-emoji-head button:hover { background: var(--_hover); }
.atoll-emoji :focus-visible { outline: 2px solid var(--_accent); outline-offset: 0; }
.atoll-emoji-grid { height: 280px; overflow: hidden auto; overscroll-behavior: contain; scrollbar-width: thin; scrollbar-color: var(--_border) transparent; }
.atoll-emoji-grid h2 { margin: 8px 4px 2px; color: var(--_muted); font: 600 12px var(--_font); }
.atoll-emoji-grid p { margin: 12px 4px; color: var(--_muted); }
.atoll-emoji-row { display: grid; grid-template-columns: repeat(9, 1fr); }
.atoll-emoji-row [role='option'] { height: 36px; border-radius: 7px; font: 22px/36px var(--_font); text-align: center; cursor: pointer; }
.atoll-emoji-row [role='option']:hover { background: var(--_hover); }
.atoll-emoji-row [aria-selected='true'] { background: var(--_hover); box-shadow: inset 0 0 0 1px var(--_faint); }
`
