// Injected into both pages. Times are milliseconds since the epoch, so that two browsers of one machine compare.
window.liveMeasure = {
  local: [],
  sent: [],
  seen: [],
  now() {
    return performance.timeOrigin + performance.now()
  },
  // Calls back when the next frame has been painted: a message is delivered after it.
  afterPaint(callback) {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = callback
      port2.postMessage(null)
    })
  },
  watchKeys() {
    document.addEventListener(
      'keydown',
      () => {
        const pressed = this.now()
        this.sent.push(pressed)
        this.afterPaint(() => this.local.push(this.now() - pressed))
      },
      true,
    )
  },
  watchChanges(element) {
    const observer = new MutationObserver(() => this.afterPaint(() => this.seen.push(this.now())))
    observer.observe(element, { childList: true, subtree: true, characterData: true })
  },
}
