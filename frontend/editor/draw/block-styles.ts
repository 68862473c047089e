/** Rules for toggles, callouts, images and what else blocks have beside text; they are nested in those of the editor. */
const kinds: Readonly<Record<string, string>> = {
  note: 'light-dark(#1b5fc1, #8db9fb)',
  info: 'light-dark(#0f7285, #6cc7d8)',
  tip: 'light-dark(#0f766e, #6cd3c3)',
  success: 'light-dark(#1f7a3d, #86d49b)',
  question: 'light-dark(#6d3fc0, #c1a3f7)',
  warning: 'light-dark(#a84a08, #f5b178)',
  danger: 'light-dark(#b42318, #ff9d94)',
  example: 'light-dark(#6d3fc0, #c1a3f7)',
  quote: 'light-dark(#5f6671, #a3abb8)',
}

const kindRules = Object.entries(kinds)
  .map(([kind, color]) => `.atoll-kind-${kind} { --kind: ${color}; }`)
  .join('\n')

export const blockStyles = `
.atoll-toggle { position: relative; padding-inline-start: calc(2px + (var(--indent) + 1) * 1.6em); }
.atoll-chevron {
  position: absolute;
  inset-inline-start: calc(var(--indent) * 1.6em - 2px);
  top: calc(3px + 0.825em - 12px);
  display: inline-flex;
  align-items: center;
  justify-content: center;
  width: 24px;
  height: 24px;
  padding: 0;
  border: 0;
  border-radius: 5px;
  background: none;
  color: var(--_muted);
  cursor: pointer;
}
.atoll-chevron .atoll-icon { width: 16px; height: 16px; stroke-width: 2.25; transition: transform 120ms; }
.atoll-chevron[aria-expanded='true'] .atoll-icon { transform: rotate(90deg); }
.atoll-chevron:hover, .atoll-callout-sign:hover { background: var(--_hover); }
${kindRules}
.atoll-callout {
  position: relative;
  margin-inline-start: calc(var(--indent) * 1.6em);
  padding: 2px 16px;
  padding-inline-start: 46px;
  background: color-mix(in srgb, var(--kind) 9%, var(--_surface));
}
.atoll-callout::before { content: ''; position: absolute; inset-block: 0; inset-inline-start: 0; width: 3px; background: var(--kind); }
.atoll-callout.atoll-begins { padding-top: 10px; border-top: 6px solid transparent; background-clip: padding-box; border-start-end-radius: var(--_radius); }
.atoll-callout.atoll-ends { padding-bottom: 10px; border-bottom: 6px solid transparent; background-clip: padding-box; border-end-end-radius: var(--_radius); }
.atoll-callout-sign {
  position: absolute;
  inset-inline-start: 11px;
  top: calc(10px + 0.825em - 13px);
  display: inline-flex;
  align-items: center;
  justify-content: center;
  width: 26px;
  height: 26px;
  padding: 0;
  border: 0;
  border-radius: 6px;
  background: none;
  color: var(--kind);
  cursor: pointer;
}
.cm-line.atoll-image { text-align: center; color: var(--_muted); font-size: 0.875em; padding-block: 8px 4px; }
.atoll-picture { position: relative; display: block; width: fit-content; max-width: 100%; margin: 0 auto 6px; font-size: 16px; }
.atoll-picture img { display: block; max-width: 100%; border-radius: calc(var(--_radius) - 2px); }
.atoll-picture img[hidden] { display: none; }
.atoll-resize { position: absolute; inset-block: 0; inset-inline-end: -4px; width: 12px; cursor: ew-resize; touch-action: none; opacity: 0; transition: opacity 120ms; }
.atoll-resize::after { content: ''; position: absolute; inset-block: calc(50% - 20px); inset-inline-end: 8px; width: 5px; border-radius: 3px; background: var(--_raised); box-shadow: 0 0 0 1px var(--_border), 0 1px 3px rgb(0 0 0 / 30%); }
.atoll-picture:hover .atoll-resize { opacity: 1; }
.atoll-stays { display: block; margin-top: 4px; color: var(--_muted); font-size: 13px; }
.atoll-absent { display: inline-flex; align-items: center; gap: 10px; padding: 22px 28px; border: 1px dashed var(--_border); border-radius: var(--_radius); color: var(--_muted); }
.atoll-image[data-placeholder]::before { content: none; }
.atoll-image[data-placeholder]::after { content: attr(data-placeholder); color: var(--_faint); opacity: 0; }
.atoll-image[data-placeholder]:hover::after { opacity: 1; }
.atoll-file-card {
  display: inline-flex;
  width: 100%;
  box-sizing: border-box;
  vertical-align: top;
  align-items: center;
  gap: 10px;
  margin-block: 2px;
  padding: 9px 12px;
  border: 1px solid var(--_border);
  border-radius: var(--_radius);
  color: inherit;
  text-decoration: none;
  cursor: pointer;
}
.atoll-file-card:hover { background: var(--_hover); }
.atoll-file-card .atoll-icon, .atoll-file-size { color: var(--_muted); }
.atoll-file-size { margin-inline-start: auto; font-size: 0.875em; white-space: nowrap; }
.atoll-file-name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.atoll-file-absent { border-style: dashed; color: var(--_muted); }
.atoll-upload { margin-inline-start: 6px; padding: 2px 8px; border-radius: 5px; background: var(--_hover); color: var(--_muted); font-size: 13px; }
.cm-line.atoll-math { margin-inline-start: calc(var(--indent) * 1.6em); padding: 1px 14px; background: var(--_code); font: 0.875em/1.65 var(--_mono); }
.cm-line.atoll-math.atoll-begins { padding-top: 8px; border-radius: var(--_radius) var(--_radius) 0 0; }
.cm-line.atoll-math.atoll-ends { padding-bottom: 8px; border-radius: 0 0 var(--_radius) var(--_radius); }
.cm-line.atoll-math.atoll-begins.atoll-ends { border-radius: var(--_radius); }
.cm-line.atoll-math.atoll-math-drawn { padding: 2px; background: none; font: inherit; }
.cm-line.atoll-math.atoll-math-hidden { height: 0; padding: 0; overflow: hidden; line-height: 0; }
.atoll-formula-block { display: inline-block; width: 100%; box-sizing: border-box; vertical-align: top; padding: 8px 4px; overflow-x: auto; text-align: center; font-size: 16px; line-height: 1.4; white-space: nowrap; scrollbar-width: thin; }
.atoll-formula-block .katex-display { margin: 0; }
.atoll-formula { cursor: text; }
.atoll-formula .katex { font-size: 1.08em; }
.atoll-math-source { padding: 0.1em 0.3em; border-radius: 4px; background: var(--_code); font: 0.875em var(--_mono); }
.atoll-table { position: relative; width: fit-content; max-width: 100%; margin: 6px 0; padding: 0 26px 22px 0; overflow-x: auto; scrollbar-width: thin; }
.atoll-grid { border-collapse: collapse; font-size: 15px; }
.atoll-grid td {
  position: relative;
  min-width: 96px;
  max-width: 420px;
  height: 34px;
  box-sizing: border-box;
  padding: 5px 9px;
  border: 1px solid var(--_border);
  vertical-align: top;
  text-align: start;
  line-height: 1.5;
  font-weight: inherit;
  overflow-wrap: anywhere;
  white-space: pre-wrap;
  cursor: text;
}
.atoll-grid .atoll-grid-head { background: var(--_code); font-weight: 600; }
.atoll-grid .atoll-cell-active { box-shadow: inset 0 0 0 2px var(--_accent); }
.atoll-grid [data-person] { box-shadow: inset 0 0 0 2px var(--person); }
.atoll-grid [data-person]::after { content: attr(data-person); position: absolute; inset-inline-end: 0; bottom: 100%; padding: 0 5px; border-radius: 4px 4px 0 0; background: var(--person); color: #fff; font: 600 10px/1.4 var(--_font); white-space: nowrap; }
.atoll-grid .cm-editor .cm-scroller { overflow: visible; line-height: inherit !important; }
.atoll-grid .cm-editor .cm-content { width: auto; max-width: none; margin: 0; padding: 0; font-size: inherit; }
.atoll-grid .cm-editor .cm-line { padding: 0; }
.atoll-more-columns, .atoll-more-rows {
  position: absolute;
  padding: 0;
  border: 0;
  border-radius: 4px;
  background: var(--_hover);
  color: var(--_muted);
  font: 14px/1 var(--_font);
  opacity: 0;
  cursor: pointer;
}
.atoll-more-columns { inset-inline-end: 4px; top: 0; bottom: 22px; width: 18px; }
.atoll-more-rows { inset-inline: 0 26px; bottom: 1px; height: 17px; }
.atoll-table:hover .atoll-more-columns, .atoll-table:hover .atoll-more-rows { opacity: 1; }
.atoll-table-picked .atoll-grid td, .atoll-table-picked .atoll-grid .atoll-grid-head { background: color-mix(in srgb, var(--_accent) 17%, var(--_surface)); }
.cm-line.atoll-picked { background: color-mix(in srgb, var(--_accent) 17%, var(--_surface)); border-radius: 4px; }
&.atoll-picking .cm-content { caret-color: transparent; }
&.atoll-picking .cm-content ::selection { background: transparent; }
.atoll-swatches { display: flex; gap: 2px; padding: 4px; }
.atoll-swatches button { font-weight: 600; }
.atoll-menu .atoll-icon[class*='atoll-color-'], .atoll-menu .atoll-icon[class*='atoll-highlight-'] { border-radius: 4px; }
.atoll-menu .atoll-icon[class*='atoll-highlight-'] { color: var(--_text); }
`
