/** Flow's word for how the instance answers; there is one per document. */
interface FlowConnection {
  readonly state: string
  addStateChangeListener(listener: (before: string, now: string) => void): void
}

interface WithFlow {
  readonly Vaadin?: { readonly connectionState?: FlowConnection }
}

const saysSoAfterMs = 700
const looksAgainMs = 300

/**
 * Whether the instance answers. When it comes back without this tab's session, the tab is loaded again, but only once
 * everything written in it is confirmed, because unconfirmed text lives nowhere else.
 */
export class InstanceConnection extends EventTarget {
  stopped = false
  private flowIsCutOff = false
  private editorIsCutOff = false
  private timer = 0
  private flow: FlowConnection | undefined
  private stale = false
  private readonly errors = new MutationObserver(() => this.onErrorBox())

  start(): void {
    this.flow = (window as unknown as WithFlow).Vaadin?.connectionState
    this.flow?.addStateChangeListener((_, now) => this.onState(now))
    this.errors.observe(document.body, { childList: true })
    addEventListener('keydown', this.onKey, true)
  }

  /** What an editor says about its own connection and its text. */
  note(editor: Element, state: string): void {
    unconfirmed.set(editor, state === 'saving' || state === 'stuck' || state === 'offline')
    if (state === 'offline') this.editorIsCutOff = true
    else if (state === 'saved') this.editorIsCutOff = false
    this.judge()
  }

  private onState(now: string): void {
    this.flowIsCutOff = now === 'reconnecting' || now === 'connection-lost'
    this.judge()
  }

  private judge(): void {
    clearTimeout(this.timer)
    if (this.flowIsCutOff || this.editorIsCutOff) {
      this.timer = window.setTimeout(() => this.say(true), saysSoAfterMs)
    } else if (!this.stale) this.say(false)
  }

  private say(stopped: boolean): void {
    if (this.stopped === stopped) return
    this.stopped = stopped
    this.dispatchEvent(new Event('change'))
  }

  /** Flow tells of a lost session with a box of its own, which the theme hides. */
  private onErrorBox(): void {
    if (this.stale || !document.body.querySelector(':scope > .v-system-error')) return
    this.stale = true
    this.reloadWhenWritten()
  }

  private readonly reloadWhenWritten = (): void => {
    if (hasUnconfirmedText()) setTimeout(this.reloadWhenWritten, looksAgainMs)
    else location.reload()
  }

  /** Flow loads the document again when Escape is pressed on its box: not while text waits. */
  private readonly onKey = (event: KeyboardEvent): void => {
    if (this.stale && event.key === 'Escape') event.stopImmediatePropagation()
  }
}

const unconfirmed = new WeakMap<Element, boolean>()

function hasUnconfirmedText(): boolean {
  return [...document.querySelectorAll('atoll-page')].some(editor => unconfirmed.get(editor) ?? false)
}

export const connection = new InstanceConnection()
