import { css } from 'lit'

/** A button that stands in a text as a link does. */
export const linkButton = css`
  button {
    padding: 6px 0;
    border: 0;
    background: none;
    font: var(--atoll-type-small);
    color: var(--atoll-accent-text);
    cursor: pointer;
  }
  button:hover {
    text-decoration: underline;
  }
`
