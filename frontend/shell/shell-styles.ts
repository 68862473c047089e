import { css } from 'lit'

export const shellStyles = css`
  :host {
    display: block;
    height: 100dvh;
    overflow: hidden;
    background: var(--atoll-surface);
    color: var(--atoll-text);
    font: var(--atoll-type);
  }
  .frame {
    display: flex;
    height: 100%;
  }
  nav {
    flex: none;
    width: var(--atoll-sidebar-width);
    margin-inline-start: calc(-1 * var(--atoll-sidebar-width));
    height: 100%;
    box-sizing: border-box;
    border-inline-end: 1px solid var(--atoll-border);
    background: var(--atoll-sidebar);
    visibility: hidden;
    transition:
      margin 160ms ease,
      visibility 160ms;
  }
  .open > nav {
    margin-inline-start: 0;
    visibility: visible;
  }
  .main {
    position: relative;
    display: flex;
    flex-direction: column;
    flex: 1;
    min-width: 0;
    height: 100%;
  }
  header {
    display: flex;
    align-items: center;
    gap: 6px;
    flex: none;
    height: 48px;
    box-sizing: border-box;
    padding: 0 12px 0 10px;
  }
  slot[name='crumbs'] {
    display: block;
    flex: 1;
    min-width: 0;
  }
  slot[name='tools'] {
    display: flex;
    align-items: center;
    gap: 4px;
    flex: none;
  }
  main {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow: auto;
    outline: none;
    scrollbar-gutter: stable;
  }
  .toggle {
    display: grid;
    place-items: center;
    flex: none;
    width: 30px;
    height: 30px;
    border: 0;
    border-radius: 8px;
    padding: 0;
    background: none;
    color: var(--atoll-muted);
  }
  .toggle:hover {
    background: var(--atoll-hover);
    color: var(--atoll-text);
  }
  .toggle:focus-visible {
    outline: 2px solid var(--atoll-focus);
  }
  .banner {
    position: absolute;
    z-index: 3;
    inset: 54px 0 auto;
    display: flex;
    justify-content: center;
    pointer-events: none;
  }
  .banner p {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 0 16px;
    padding: 9px 16px;
    border-radius: 10px;
    border: 1px solid var(--atoll-warn-line);
    background: var(--atoll-warn-soft);
    color: var(--atoll-text);
    box-shadow: var(--atoll-shadow);
    font: var(--atoll-type-small);
    pointer-events: auto;
  }
  .banner i {
    flex: none;
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--atoll-warn);
  }
  .scrim {
    display: none;
  }
  .skip {
    position: absolute;
    z-index: 20;
    top: -60px;
    left: 12px;
    padding: 8px 14px;
    border-radius: 8px;
    background: var(--atoll-raised);
    color: var(--atoll-text);
    box-shadow: var(--atoll-shadow);
  }
  .skip:focus {
    top: 10px;
    outline: 2px solid var(--atoll-focus);
  }
  .narrow > nav {
    position: fixed;
    z-index: 12;
    inset-block: 0;
    inset-inline-start: 0;
    width: min(300px, 84vw);
    margin: 0;
    translate: -101% 0;
    transition:
      translate 180ms ease,
      visibility 180ms;
  }
  .narrow.open > nav {
    translate: 0 0;
    box-shadow: var(--atoll-shadow-big);
  }
  .narrow.open > .scrim {
    display: block;
    position: fixed;
    z-index: 11;
    inset: 0;
    background: var(--atoll-scrim);
  }
  @media (prefers-reduced-motion: reduce) {
    nav,
    .narrow > nav {
      transition: none;
    }
  }
  @media print {
    :host,
    .frame,
    .main,
    main {
      display: block;
      height: auto;
      overflow: visible;
    }
    nav,
    header,
    .banner {
      display: none;
    }
  }
`
