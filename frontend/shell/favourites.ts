import { word } from '../core/words.ts'

/** What the instance does for the favourites; ids are those of pages, no page is the empty text. */
export interface FavouritesServer {
  put(id: string, favourite: boolean): Promise<void>
  move(id: string, before: string): Promise<void>
}

/** A person's favourites as the tab knows them: what the instance said, and at once what is done here. */
export class FavouritesModel extends EventTarget {
  server: FavouritesServer | undefined
  private said: readonly string[] = []
  private shown: readonly string[] = []
  private waiting = 0

  /** Takes what the instance says; it waits while own changes are under way, which it would undo for a moment. */
  take(ids: readonly string[]): void {
    this.said = ids
    if (this.waiting === 0) this.show(ids)
  }

  ids(): readonly string[] {
    return this.shown
  }

  has(id: string): boolean {
    return this.shown.includes(id)
  }

  toggle(id: string): void {
    const add = !this.has(id)
    this.show(add ? [...this.shown, id] : this.shown.filter(each => each !== id))
    this.await(this.server?.put(id, add))
  }

  /** Puts one before another of them, or at the end. */
  move(id: string, before: string | undefined): void {
    if (!this.has(id) || id === before) return
    const rest = this.shown.filter(each => each !== id)
    const index = before === undefined ? rest.length : rest.indexOf(before)
    if (index < 0) return
    this.show(rest.toSpliced(index, 0, id))
    this.await(this.server?.move(id, before ?? ''))
  }

  private await(change: Promise<void> | undefined): void {
    this.waiting++
    const done = () => {
      this.waiting--
      if (this.waiting === 0) this.show(this.said)
    }
    void (change ?? Promise.resolve()).then(done, done)
  }

  private show(ids: readonly string[]): void {
    this.shown = ids
    this.dispatchEvent(new Event('change'))
  }
}

/** What the star does to a page now. */
export function favouriteWords(id: string): string {
  return word(favourites.has(id) ? 'favourites.remove' : 'favourites.add')
}

/** Those of the workspace that this tab shows: the sidebar, the star and the menus read the same ones. */
export const favourites = new FavouritesModel()
