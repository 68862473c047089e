/** Where a browser does not say how long it has nothing to do, this many milliseconds are taken at a time. */
const slice = 6

/** Does something in pieces, as long as `piece` says that there are more, while the browser has nothing else to do. */
export function whenIdle(piece: () => boolean): () => void {
  let cancel = () => {}
  const work = (left: () => number) => {
    do if (!piece()) return
    while (left() > 1)
    cancel = next(work)
  }
  cancel = next(work)
  return () => cancel()
}

function next(work: (left: () => number) => void): () => void {
  if ('requestIdleCallback' in window) {
    const id = requestIdleCallback(deadline => work(() => deadline.timeRemaining()))
    return () => cancelIdleCallback(id)
  }
  const timer = setTimeout(() => {
    const end = performance.now() + slice
    work(() => end - performance.now())
  })
  return () => clearTimeout(timer)
}
