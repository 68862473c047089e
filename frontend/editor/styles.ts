import { asideStyles } from './aside/aside-styles.ts'
import { blockStyles } from './draw/block-styles.ts'
import { colorStyles } from './document/colors.ts'
import { findStyles } from './find/find-styles.ts'
import { headStyles } from './head/head-styles.ts'
import { outlineStyles } from './aside/outline-styles.ts'

/** The look of the page. Colours and fonts come from the shell's custom properties, with fallbacks of their own. */
const people = ['#c2410c', '#0f766e', '#7c3aed', '#be185d', '#1d4ed8', '#4d7c0f', '#a16207', '#0369a1']

const indents = Array.from({ length: 8 }, (_, i) => `.atoll-indent-${i + 1} { --indent: ${i + 1}; }`).join('\n')
const persons = people.map((color, i) => `.atoll-person-${i} { --person: ${color}; }`).join('\n')

export const styles = `
:host {
  --_text: var(--atoll-text, light-dark(#23262b, #dfe2e7));
  --_muted: var(--atoll-muted, light-dark(#69707a, #8f97a3));
  --_faint: var(--atoll-faint, light-dark(#b3b9c1, #596070));
  --_accent: var(--atoll-accent, light-dark(#245fce, #7aa7f7));
  --_surface: var(--atoll-surface, light-dark(#ffffff, #17191d));
  --_raised: var(--atoll-raised, light-dark(#ffffff, #22252b));
  --_border: var(--atoll-border, light-dark(#e3e6ea, #30343c));
  --_hover: var(--atoll-hover, light-dark(#f0f2f5, #2b2f37));
  --_code: var(--atoll-code-bg, light-dark(#f4f5f7, #1f2227));
  --_selection: var(--atoll-selection, light-dark(#cfe0fc, #2b4470));
  --_shadow: var(--atoll-shadow, 0 6px 24px light-dark(rgb(20 25 35 / 14%), rgb(0 0 0 / 50%)), 0 1px 3px light-dark(rgb(20 25 35 / 10%), rgb(0 0 0 / 40%)));
  --_token-keyword: light-dark(#a626a4, #d38aea);
  --_token-string: light-dark(#2f7d32, #8cc98f);
  --_token-number: light-dark(#b05a00, #e0a15e);
  --_token-name: light-dark(#1d5fc4, #82b1ff);
  --_token-type: light-dark(#0f7285, #6cc7d8);
  --_font: var(--atoll-font, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif);
  --_mono: var(--atoll-mono, ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace);
  --_radius: var(--atoll-radius, 8px);
  display: flex;
  flex-direction: column;
  height: 100%;
  min-height: 0;
  position: relative;
  container: page / inline-size;
  background: var(--_surface);
  color: var(--_text);
  font-family: var(--_font);
}
:host([hidden]) { display: none; }
:host([selecting]) .atoll-toolbar, :host(:not(:focus-within)) .atoll-toolbar { visibility: hidden; }
.cm-editor { flex: 1; min-height: 0; }
.cm-editor.cm-focused { outline: none; }
/* Nested, so that these rules weigh as much as the editor's own and come after them. */
.cm-editor {
.cm-scroller {
  flex-direction: column;
  align-items: stretch !important;
  font-family: var(--_font) !important;
  line-height: 1.65 !important;
  overflow: hidden auto;
  scrollbar-width: thin;
  scrollbar-color: var(--_border) transparent;
}
.cm-content, .atoll-title-row, .atoll-notice {
  box-sizing: border-box;
  width: 100%;
  max-width: calc(var(--atoll-page-width, 720px) + 96px);
  margin: 0 auto;
  padding-inline: 48px;
}
.cm-content {
  flex: 1 0 auto !important;
  min-height: auto !important;
  padding-block: 4px 34vh;
  font-size: 16px;
  caret-color: var(--_accent);
  font-kerning: normal;
  text-rendering: optimizeLegibility;
}
.cm-content ::selection, .atoll-title::selection { background: var(--_selection); }
.atoll-title-row { padding-block: 4px 8px; flex: none; }
.atoll-title {
  display: block;
  width: 100%;
  box-sizing: border-box;
  padding: 0;
  border: 0;
  outline: 0;
  resize: none;
  overflow: hidden;
  background: transparent;
  color: var(--_text);
  caret-color: var(--_accent);
  font: 700 2.25rem/1.2 var(--_font);
  letter-spacing: -0.022em;
  field-sizing: content;
  overflow-wrap: anywhere;
}
.atoll-title::placeholder { color: var(--_faint); opacity: 1; }
.cm-line { padding: 3px 2px; --indent: 0; padding-inline-start: calc(2px + var(--indent) * 1.6em); }
${indents}
.atoll-heading1, .atoll-heading2, .atoll-heading3 { font-weight: 650; line-height: 1.3; letter-spacing: -0.015em; }
.atoll-heading1 { font-size: 1.75rem; padding-top: 1.5rem; padding-bottom: 0.25rem; }
.atoll-heading2 { font-size: 1.375rem; padding-top: 1.25rem; padding-bottom: 0.2rem; }
.atoll-heading3 { font-size: 1.125rem; padding-top: 1rem; padding-bottom: 0.1rem; }
.cm-line[data-placeholder]::before {
  content: attr(data-placeholder);
  position: absolute;
  color: var(--_faint);
  pointer-events: none;
}
.atoll-bullet, .atoll-number, .atoll-task { position: relative; padding-inline-start: calc(2px + (var(--indent) + 1) * 1.6em); }
.atoll-bullet::before, .atoll-number::before {
  position: absolute;
  inset-inline-start: calc(var(--indent) * 1.6em);
  width: 1.3em;
  text-align: end;
  color: var(--_muted);
  font-variant-numeric: tabular-nums;
  pointer-events: none;
}
.atoll-bullet::before {
  content: '';
  width: 6px;
  height: 6px;
  box-sizing: border-box;
  inset-inline-start: calc(var(--indent) * 1.6em + 0.7em);
  top: calc(3px + 0.825em - 3px);
  border-radius: 50%;
  background: currentColor;
}
.atoll-bullet-1::before { background: none; border: 1.5px solid currentColor; }
.atoll-bullet-2::before { border-radius: 1px; }
.atoll-number::before { content: attr(data-number); white-space: nowrap; }
.atoll-check {
  appearance: none;
  position: absolute;
  box-sizing: border-box;
  inset-inline-start: calc(var(--indent) * 1.6em + 0.2em);
  top: calc(3px + 0.825em - 8px);
  width: 16px;
  height: 16px;
  margin: 0;
  border: 1.5px solid var(--_muted);
  border-radius: 4px;
  background: transparent;
  cursor: pointer;
}
.atoll-check:hover { border-color: var(--_accent); }
.atoll-check:checked { border-color: var(--_accent); background: var(--_accent); }
.atoll-check:checked::after {
  content: '';
  position: absolute;
  left: 4px;
  top: 0.5px;
  width: 4px;
  height: 8px;
  border: solid var(--_surface);
  border-width: 0 2px 2px 0;
  transform: rotate(42deg);
}
.atoll-check:disabled { cursor: default; }
.atoll-checked { color: var(--_muted); text-decoration: line-through; text-decoration-color: var(--_faint); }
.atoll-quote { position: relative; padding-inline-start: calc(18px + var(--indent) * 1.6em); color: color-mix(in srgb, var(--_text) 82%, transparent); }
.atoll-quote::before {
  content: '';
  position: absolute;
  inset-block: 0;
  inset-inline-start: calc(2px + var(--indent) * 1.6em);
  width: 3px;
  background: var(--_border);
}
.atoll-quote.atoll-begins::before { top: 4px; border-radius: 3px 3px 0 0; }
.atoll-quote.atoll-ends::before { bottom: 4px; border-radius: 0 0 3px 3px; }
.atoll-code {
  position: relative;
  padding: 0 16px;
  background: var(--_code);
  font: 0.875em/1.65 var(--_mono);
  tab-size: 4;
}
.atoll-code.atoll-begins { padding-top: 14px; border-top: 6px solid transparent; background-clip: padding-box; border-radius: var(--_radius) var(--_radius) 0 0; }
.atoll-code.atoll-ends { padding-bottom: 14px; border-bottom: 6px solid transparent; background-clip: padding-box; border-radius: 0 0 var(--_radius) var(--_radius); }
.atoll-code.atoll-begins.atoll-ends { border-radius: var(--_radius); }
.atoll-language { position: absolute; inset-inline-end: 8px; top: 7px; }
.atoll-language select {
  appearance: none;
  padding: 2px 8px;
  border: 0;
  border-radius: calc(var(--_radius) - 2px);
  background: none;
  color: var(--_muted);
  font: 12px/1.5 var(--_font);
  text-align: end;
  cursor: pointer;
}
.atoll-language select:hover, .atoll-language select:focus-visible { background: var(--_hover); outline: 0; }
.atoll-language option { background: var(--_raised); color: var(--_text); }
.atoll-t-keyword { color: var(--_token-keyword); }
.atoll-t-string { color: var(--_token-string); }
.atoll-t-number { color: var(--_token-number); }
.atoll-t-name { color: var(--_token-name); }
.atoll-t-type { color: var(--_token-type); }
.atoll-t-comment { color: var(--_muted); font-style: italic; }
.atoll-divider { position: relative; }
.atoll-divider::after {
  content: '';
  position: absolute;
  inset-inline: 2px;
  top: calc(50% - 0.5px);
  height: 1px;
  background: var(--_border);
  pointer-events: none;
}
.atoll-bold { font-weight: 650; }
.atoll-italic { font-style: italic; }
.atoll-underline { text-decoration: underline; text-underline-offset: 2px; }
.atoll-strike { text-decoration: line-through; }
.atoll-underline.atoll-strike { text-decoration: underline line-through; }
.atoll-inline-code {
  padding: 0.12em 0.32em;
  border-radius: 4px;
  background: var(--_code);
  box-shadow: inset 0 0 0 1px var(--_border);
  font: 0.875em var(--_mono);
}
.atoll-link { color: var(--_accent); text-decoration: underline; text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); text-underline-offset: 2px; cursor: text; }
.atoll-link:hover { text-decoration-color: currentColor; }
.cm-tooltip { border: 0; background: none; z-index: 20; }
.atoll-float {
  border: 1px solid var(--_border);
  border-radius: calc(var(--_radius) + 2px);
  background: var(--_raised);
  box-shadow: var(--_shadow);
  color: var(--_text);
  font: 14px/1.4 var(--_font);
}
.atoll-float button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-width: 30px;
  height: 30px;
  padding: 0 6px;
  border: 0;
  border-radius: calc(var(--_radius) - 2px);
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.atoll-float button:hover { background: var(--_hover); }
.atoll-float button:focus-visible, .atoll-float input:focus-visible { outline: 2px solid var(--_accent); outline-offset: -1px; }
.atoll-float button[aria-pressed='true'] { color: var(--_accent); background: var(--_hover); }
.atoll-toolbar { display: flex; gap: 1px; padding: 3px; }
.atoll-link-panel, .atoll-link-card { display: flex; align-items: center; gap: 2px; padding: 4px; }
.atoll-link-panel input { width: 280px; max-width: 60vw; }
.atoll-float input {
  height: 30px;
  box-sizing: border-box;
  padding: 0 8px;
  border: 0;
  border-radius: calc(var(--_radius) - 2px);
  background: none;
  color: inherit;
  font: inherit;
  outline: 0;
}
.atoll-link-panel input::placeholder { color: var(--_faint); }
.atoll-float .atoll-apply { padding: 0 10px; color: var(--_accent); font-weight: 600; }
.atoll-address { max-width: 320px; padding: 0 8px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--_muted); }
.atoll-menu { min-width: 220px; max-height: 320px; overflow-y: auto; padding: 5px; scrollbar-width: thin; }
.atoll-menu [role='option'], .atoll-menu [role='menuitem'] {
  display: flex;
  align-items: center;
  gap: 10px;
  padding: 6px 10px;
  border-radius: calc(var(--_radius) - 2px);
  cursor: pointer;
}
.atoll-menu .atoll-icon:not([class*='atoll-color-'], [class*='atoll-highlight-']) { color: var(--_muted); }
.atoll-typed { margin-inline-start: auto; padding-inline-start: 16px; color: var(--_muted); font: 12px var(--_mono); }
.atoll-menu [aria-selected='true'], .atoll-menu [role]:hover { background: var(--_hover); }
.atoll-none { padding: 6px 10px; color: var(--_muted); }
.atoll-handle {
  position: absolute;
  z-index: 4;
  display: inline-flex;
  align-items: center;
  justify-content: center;
  width: 22px;
  height: 24px;
  padding: 0;
  border: 0;
  border-radius: 5px;
  background: none;
  color: var(--_faint);
  cursor: grab;
  touch-action: none;
}
.atoll-handle[hidden], .atoll-drop[hidden] { display: none; }
.atoll-handle .atoll-icon { stroke-width: 2.5; }
.atoll-handle:hover { background: var(--_hover); color: var(--_muted); }
.atoll-handle.atoll-dragging { cursor: grabbing; color: var(--_accent); }
.atoll-drop { position: absolute; z-index: 5; height: 3px; border-radius: 2px; background: var(--_accent); pointer-events: none; }
.atoll-block-menu { position: absolute; z-index: 21; max-height: min(420px, calc(100% - 32px)); }
.atoll-menu-title { padding: 4px 10px; color: var(--_muted); font-size: 12px; }
.atoll-menu [role='menuitem']:focus { background: var(--_hover); outline: 0; }
.atoll-notice { flex: none; padding-block: 4px 12px; }
.atoll-stuck { color: var(--atoll-warn); font-size: 0.9375rem; }
.atoll-lost { padding: 12px 14px; }
.atoll-lost textarea {
  display: block;
  width: 100%;
  box-sizing: border-box;
  margin: 8px 0;
  padding: 8px;
  border: 1px solid var(--_border);
  border-radius: var(--_radius);
  background: var(--_code);
  color: inherit;
  font: inherit;
}
${blockStyles}
${colorStyles}
${findStyles}
${persons}
.atoll-selection { background: color-mix(in srgb, var(--person) 20%, transparent); }
.atoll-caret { position: relative; border-inline-start: 2px solid var(--person); margin-inline: -1px; pointer-events: none; }
.atoll-caret-name {
  position: absolute;
  inset-inline-start: -2px;
  bottom: 100%;
  z-index: 3;
  padding: 1px 6px 2px;
  border-radius: 5px 5px 5px 0;
  background: var(--person);
  color: #ffffff;
  font: 600 11px/1.35 var(--_font);
  letter-spacing: 0;
  white-space: nowrap;
  text-indent: 0;
  text-decoration: none;
  animation: atoll-fade 400ms 2600ms forwards;
}
@media (prefers-reduced-motion: reduce) { .atoll-caret-name { animation-duration: 1ms; } }
@media (max-width: 640px) {
  .cm-content, .atoll-title-row, .atoll-notice { padding-inline: 20px; }
  .atoll-title-row { padding-top: 28px; }
  .atoll-title { font-size: 1.8rem; }
}
}
${asideStyles}
${headStyles}
${outlineStyles}
@keyframes atoll-fade { to { opacity: 0; } }
`
