/** A seeded source of numbers in [0, 1) (splitmix32), so that a test that failed can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

export const below = (random: () => number, limit: number) => Math.floor(random() * limit)
export const pick = <T>(random: () => number, values: readonly T[]): T => values[below(random, values.length)]!
