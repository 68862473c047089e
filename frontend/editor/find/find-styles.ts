/** The look of the bar that finds text, of what it found, and of the count at the foot of the page. */
export const findStyles = `
.cm-panels { position: absolute; inset: 8px 16px auto auto; left: auto; z-index: 22; max-width: calc(100% - 32px); border: 0; background: none; color: inherit; }
.cm-panels-top { border: 0; }
.atoll-count {
  position: absolute;
  inset: auto 20px 10px auto;
  padding: 2px 6px;
  border-radius: 5px;
  background: color-mix(in srgb, var(--_surface) 85%, transparent);
  color: var(--_muted);
  font: 12px/1.4 var(--_font);
  font-variant-numeric: tabular-nums;
  pointer-events: none;
}
.atoll-count:empty { display: none; }
@media (max-width: 900px) { .atoll-count { display: none; } }
.atoll-find { display: flex; flex-direction: column; gap: 2px; padding: 4px; }
.atoll-find-row { display: flex; align-items: center; gap: 1px; }
.atoll-find-row[hidden] { display: none; }
.atoll-find input { flex: 1; width: 200px; min-width: 60px; }
.atoll-find input::placeholder { color: var(--_muted); }
.atoll-find button { color: var(--_muted); font-size: 13px; white-space: nowrap; }
.atoll-find-count { padding: 0 6px; color: var(--_muted); font-size: 13px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.atoll-found { border-radius: 2px; background: light-dark(#fde9a8, #5c4a13); }
.atoll-found-current, .atoll-found-current .atoll-found, .atoll-found .atoll-found-current { background: light-dark(#f9b84a, #9a6a10); }
@media print { .atoll-count, .cm-panels { display: none; } }
`
