/** A part of the window that the keyboard goes to as a whole. */
export interface Part {
  /** Whether the keyboard is in it. */
  readonly here: boolean
  /** Absent where the part is not shown. */
  readonly enter?: (() => void) | undefined
}

/** Goes from the part with the keyboard to the next one that is shown, around at the end; from nowhere to the first. */
export function goToNext(parts: readonly Part[], way: 1 | -1): void {
  const here = parts.findIndex(part => part.here)
  const start = here < 0 && way < 0 ? 0 : here
  for (let i = 1; i <= parts.length; i++) {
    const { enter } = parts[(start + way * i + parts.length * 2) % parts.length]!
    if (enter) return enter()
  }
}
