/** The look of the rail and the list of headings. */
export const outlineStyles = `
.atoll-outline { position: absolute; z-index: 4; top: 56px; right: 14px; max-height: calc(100% - 96px); display: flex; justify-content: flex-end; }
.atoll-outline[hidden], :host([commenting]) .atoll-outline { display: none; }
.atoll-rail {
  display: flex;
  flex-direction: column;
  align-items: flex-end;
  gap: 9px;
  min-width: 34px;
  padding: 10px 6px;
  border: 0;
  border-radius: var(--_radius);
  background: color-mix(in srgb, var(--_surface) 80%, transparent);
  cursor: pointer;
}
.atoll-rail:focus-visible { outline: 2px solid var(--_accent); outline-offset: 1px; }
.atoll-rail i { width: 20px; height: 2px; border-radius: 1px; background: var(--_faint); opacity: 0.7; }
.atoll-rail .atoll-dash-2 { width: 14px; }
.atoll-rail .atoll-dash-3 { width: 9px; }
.atoll-rail [aria-current] { background: var(--_text); opacity: 1; }
.atoll-outline-list {
  position: absolute;
  top: 0;
  right: 0;
  box-sizing: border-box;
  width: min(260px, calc(100vw - 40px));
  max-height: min(480px, calc(100vh - 160px));
  padding: 6px;
  overflow: hidden auto;
  overscroll-behavior: contain;
  scrollbar-width: thin;
  scrollbar-color: var(--_border) transparent;
  border: 1px solid var(--_border);
  border-radius: 10px;
  background: var(--_raised);
  box-shadow: var(--_shadow);
  font-size: 13px;
}
.atoll-outline-list[hidden] { display: none; }
.atoll-outline-list p { margin: 6px 8px; color: var(--_muted); line-height: 1.45; }
.atoll-outline-list button {
  display: block;
  box-sizing: border-box;
  width: 100%;
  padding: 4px 8px;
  overflow: hidden;
  border: 0;
  border-radius: 6px;
  background: none;
  color: var(--_muted);
  font: 13px/1.45 var(--_font);
  text-align: start;
  text-overflow: ellipsis;
  white-space: nowrap;
  content-visibility: auto;
  contain-intrinsic-height: auto 27px;
  cursor: pointer;
}
.atoll-outline-list .atoll-entry-2 { padding-inline-start: 22px; }
.atoll-outline-list .atoll-entry-3 { padding-inline-start: 36px; }
.atoll-outline-list button:hover { background: var(--_hover); }
.atoll-outline-list button:focus-visible { outline: 2px solid var(--_accent); outline-offset: -2px; }
.atoll-outline-list [aria-current] { color: var(--_accent); font-weight: 600; }
/* Beside a narrow page there is no room: there it comes by the menu, the palette and the keys. */
@container page (max-width: 860px) { .atoll-rail { visibility: hidden; } .atoll-outline:has(> [hidden]) { display: none; } }
@media (pointer: coarse) { .atoll-outline-list button { padding-block: 9px; } }
@media print { .atoll-outline { display: none; } }
`
