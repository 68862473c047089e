/** The look of what stands in and beside the text without being text: mentions, backlinks, comments. */
export const asideStyles = `
.atoll-icon {
  width: 18px;
  height: 18px;
  flex: none;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.75;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.atoll-mention { padding: 0 0.15em; border-radius: 4px; }
.atoll-mention-page { color: inherit; text-decoration: underline; text-decoration-color: var(--_faint); text-underline-offset: 3px; font-weight: 550; cursor: pointer; }
.atoll-mention-page:hover { background: var(--_hover); }
.atoll-mention-gone { color: var(--_muted); text-decoration-style: dashed; font-style: italic; }
.atoll-mention-date, .atoll-mention-person { color: var(--_muted); background: var(--_code); }
.atoll-choice { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 340px; }
.atoll-start {
  flex: none;
  align-self: center;
  box-sizing: border-box;
  width: 100%;
  max-width: calc(var(--atoll-page-width, 760px) + 96px);
  padding: 8px 50px 24px;
  border: 0;
  background: none;
  color: var(--_muted);
  font: inherit;
  font-size: 14px;
  text-align: start;
}
.atoll-start[hidden] { display: none; }
.cm-scroller > .cm-content:has(~ .atoll-start:not([hidden])) { flex-grow: 0 !important; padding-bottom: 4px; }
@media (max-width: 640px) {
  .atoll-start { padding-inline: 22px; }
}
.atoll-start:is(:hover, :focus-visible) { color: inherit; text-decoration: underline; }
.atoll-backlinks {
  flex: none;
  box-sizing: border-box;
  width: 100%;
  max-width: var(--atoll-page-width, 760px);
  margin: 0 auto;
  padding: 20px 32px 48px;
  border-top: 1px solid var(--_border);
  font-size: 14px;
}
.atoll-people { position: absolute; z-index: 3; top: 8px; right: 84px; display: flex; align-items: center; gap: 4px; color: var(--_muted); font-size: 12px; }
:host([commenting]) .atoll-people { display: none; }
.atoll-face {
  width: 28px;
  height: 28px;
  padding: 0;
  border: 2px solid var(--_surface);
  border-radius: 50%;
  background: var(--person);
  color: #fff;
  font: 600 11px var(--_font);
  cursor: pointer;
}
.atoll-face[aria-pressed='true'] { outline: 2px solid var(--person); }
.atoll-face:focus-visible { outline: 2px solid var(--_accent); outline-offset: 1px; }
.atoll-comments-button {
  position: absolute;
  z-index: 3;
  top: 8px;
  right: 18px;
  display: inline-flex;
  align-items: center;
  gap: 4px;
  height: 30px;
  padding: 0 8px;
  border: 0;
  border-radius: var(--_radius);
  background: var(--_surface);
  color: var(--_muted);
  font: 13px var(--_font);
  cursor: pointer;
}
.atoll-comments-button:hover, .atoll-comments button:hover { background: var(--_hover); }
.atoll-comments-button:focus-visible, .atoll-comments :focus-visible { outline: 2px solid var(--_accent); outline-offset: 1px; }
:host([commenting]) .atoll-comments-button { display: none; }
.atoll-comments {
  position: absolute;
  z-index: 6;
  inset: 0 0 0 auto;
  width: min(330px, 100%);
  box-sizing: border-box;
  padding: 12px 14px;
  overflow-y: auto;
  border-left: 1px solid var(--_border);
  background: var(--_surface);
  font-size: 14px;
  line-height: 1.45;
}
.atoll-comments[hidden] { display: none; }
@media (min-width: 1100px) { :host([commenting]) .cm-editor { margin-right: 330px; } }
.atoll-comments header, .atoll-comment-head { display: flex; align-items: center; gap: 8px; }
.atoll-comments header h2 { flex: 1; margin: 0; font-size: 14px; }
.atoll-comments button { padding: 4px 8px; border: 0; border-radius: 6px; background: none; color: var(--_muted); font: 13px var(--_font); cursor: pointer; }
.atoll-comments section { margin: 12px 0; padding: 10px; border: 1px solid var(--_border); border-radius: var(--_radius); background: var(--_raised); }
.atoll-comments blockquote, .atoll-comments .atoll-quote-button {
  display: block;
  width: 100%;
  margin: 0 0 8px;
  padding: 0 0 0 8px;
  border-left: 3px solid #e0a800;
  border-radius: 0;
  overflow: hidden;
  color: var(--_muted);
  text-align: start;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.atoll-comments .atoll-gone { display: none; margin: 0 0 8px; color: var(--_muted); font-style: italic; }
.atoll-comments [data-gone] .atoll-gone { display: block; }
.atoll-comments time { flex: 1; color: var(--_muted); font-size: 12px; }
.atoll-comments article p { margin: 2px 0 10px; white-space: pre-wrap; overflow-wrap: anywhere; }
.atoll-comments textarea {
  display: block;
  width: 100%;
  box-sizing: border-box;
  margin: 4px 0;
  padding: 6px 8px;
  border: 1px solid var(--_border);
  border-radius: 6px;
  background: var(--_surface);
  color: var(--_text);
  font: 14px/1.4 var(--_font);
  resize: vertical;
}
.atoll-comments .atoll-icon, .atoll-comments-button .atoll-icon { width: 16px; height: 16px; vertical-align: -3px; }
.atoll-field { position: relative; }
.atoll-names { position: absolute; z-index: 1; inset-inline: 0; top: 100%; padding: 4px; border: 1px solid var(--_border); border-radius: 8px; background: var(--_raised); box-shadow: 0 8px 24px rgb(0 0 0 / 16%); }
.atoll-names[hidden] { display: none; }
.atoll-names [role='option'] { padding: 4px 8px; border-radius: 6px; cursor: pointer; }
.atoll-names small, .atoll-choice + small { margin-inline-start: 8px; color: var(--_muted); font-size: 12px; }
.atoll-names [aria-selected='true'] { background: var(--_hover); }
.atoll-named { color: var(--_accent); font-weight: 600; }
.atoll-comments summary { color: var(--_muted); cursor: pointer; }
.atoll-backlinks[hidden] { display: none; }
.atoll-backlinks h2 { margin: 0 0 8px; color: var(--_muted); font-size: 12px; font-weight: 600; }
.atoll-backlink { margin: 0 0 10px; }
.atoll-backlink a { color: inherit; font-weight: 550; text-decoration: none; }
.atoll-backlink a:hover { text-decoration: underline; }
.atoll-backlink p { margin: 2px 0 0; color: var(--_muted); overflow-wrap: anywhere; }
`
