import { css } from 'lit'

export const treeStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--atoll-border-strong) transparent;
    font: var(--atoll-type-small);
    color: var(--atoll-text-soft);
    user-select: none;
  }
  [role='tree'] {
    position: relative;
    min-height: 100%;
    outline: none;
  }
  .row {
    position: absolute;
    inset-inline: 8px;
    display: flex;
    align-items: center;
    height: var(--row);
    border-radius: 7px;
    padding-inline: calc(2px + var(--depth) * 16px) 4px;
    box-sizing: border-box;
    color: inherit;
    text-decoration: none;
    cursor: default;
    touch-action: pan-y;
  }
  .row:hover,
  .row.menu {
    background: var(--atoll-hover);
  }
  .row.current {
    background: var(--atoll-selected);
    color: var(--atoll-text);
    font-weight: 550;
  }
  [role='tree']:focus-visible .row.active {
    outline: 2px solid var(--atoll-focus);
    outline-offset: -2px;
  }
  .row.into {
    background: var(--atoll-accent-soft);
    box-shadow: inset 0 0 0 2px var(--atoll-accent);
  }
  .row.dragged {
    opacity: 0.45;
  }
  .twist,
  .action {
    display: grid;
    place-items: center;
    flex: none;
    width: 22px;
    height: 22px;
    border: 0;
    padding: 0;
    border-radius: 5px;
    background: none;
    color: var(--atoll-muted);
  }
  .twist:hover,
  .action:hover {
    background: var(--atoll-hover-strong);
    color: var(--atoll-text);
  }
  .twist svg {
    width: 14px;
    height: 14px;
    transition: transform 120ms ease;
  }
  .twist.open svg {
    transform: rotate(90deg);
  }
  .twist.none {
    visibility: hidden;
  }
  .sign {
    width: 16px;
    font-size: 14px;
    line-height: 1;
    text-align: center;
  }
  .glyph {
    display: grid;
    place-items: center;
    flex: none;
    width: 20px;
    margin-inline-end: 5px;
    color: var(--atoll-muted);
  }
  .title {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .title.untitled {
    color: var(--atoll-muted);
  }
  .action {
    display: none;
  }
  .row:hover .action,
  .row.menu .action,
  [role='tree']:focus-visible .row.active .action {
    display: grid;
  }
  @media (hover: none) {
    .row.current .action {
      display: grid;
    }
  }
  .dragging .row {
    background: none;
  }
  .dragging .row.into {
    background: var(--atoll-accent-soft);
  }
  .dragging .action {
    display: none !important;
  }
  input {
    flex: 1;
    min-width: 0;
    height: 24px;
    margin-inline-start: -5px;
    padding: 0 4px;
    border: 1px solid var(--atoll-accent);
    border-radius: 5px;
    outline: none;
    font: inherit;
    font-weight: 450;
    color: var(--atoll-text);
    background: var(--atoll-surface);
    user-select: text;
  }
  .line {
    position: absolute;
    inset-inline-end: 10px;
    height: 2px;
    margin-top: -1px;
    border-radius: 1px;
    background: var(--atoll-accent);
    pointer-events: none;
  }
  .line::before {
    content: '';
    position: absolute;
    inset-inline-start: -3px;
    top: -3px;
    width: 8px;
    height: 8px;
    box-sizing: border-box;
    border: 2px solid var(--atoll-accent);
    border-radius: 50%;
    background: var(--atoll-sidebar);
  }
  .ghost {
    position: fixed;
    z-index: 10;
    max-width: 220px;
    padding: 5px 10px;
    border-radius: 7px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    background: var(--atoll-raised);
    color: var(--atoll-text);
    box-shadow: var(--atoll-shadow);
    pointer-events: none;
  }
  .said {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .empty {
    margin: 6px 16px;
    color: var(--atoll-muted);
  }
  @media (prefers-reduced-motion: reduce) {
    .twist svg {
      transition: none;
    }
  }
`
