/** Title, kind, children in their order, the icon if it has one. */
export type NodeData = readonly [title: string, kind: string, children: readonly string[], icon?: string]

/** The whole tree, without what is in the trash. */
export interface Snapshot {
  readonly sequence: number
  readonly workspace: string
  readonly name: string
  readonly top: readonly string[]
  readonly nodes: Readonly<Record<string, NodeData>>
}

/** What changed between two sequence numbers. */
export interface TreePatch {
  readonly from: number
  readonly to: number
  readonly name: string
  readonly top?: readonly string[]
  readonly set: Readonly<Record<string, NodeData>>
  readonly gone: readonly string[]
}

/** A line of the tree as it is shown. */
export interface Row {
  readonly id: string
  readonly title: string
  readonly kind: string
  /** One sign; empty where there is none. */
  readonly icon: string
  /** 0 at the top. */
  readonly depth: number
  /** From 1, among its siblings. */
  readonly position: number
  readonly siblings: number
  readonly parent: string | undefined
  readonly children: number
  readonly open: boolean
}

/** A place among the shown children of a node; no parent means the top. */
export interface Place {
  readonly parent: string | undefined
  readonly index: number
}

interface Entry {
  title: string
  kind: string
  icon: string
  children: string[]
  parent: string | undefined
}

/** The tree of one workspace as the tab knows it: what the instance said, and at once what is done here. */
export class TreeModel extends EventTarget {
  workspace = ''
  name = ''
  private sequence = -1
  private top: string[] = []
  private readonly nodes = new Map<string, Entry>()

  /** Takes the tree as it is. */
  reset(snapshot: Snapshot): void {
    this.sequence = snapshot.sequence
    this.workspace = snapshot.workspace
    this.name = snapshot.name
    this.nodes.clear()
    for (const [id, data] of Object.entries(snapshot.nodes)) this.set(id, data)
    this.top = [...snapshot.top]
    this.relink()
  }

  /** Takes a change; false if something before it is missing, so that the whole tree must be asked for. */
  patch(patch: TreePatch): boolean {
    if (patch.to <= this.sequence) return true
    if (patch.from !== this.sequence) return false
    this.sequence = patch.to
    this.name = patch.name
    for (const id of patch.gone) this.nodes.delete(id)
    for (const [id, data] of Object.entries(patch.set)) this.set(id, data)
    if (patch.top) this.top = [...patch.top]
    this.relink()
    return true
  }

  has(id: string): boolean {
    return this.nodes.has(id)
  }

  title(id: string): string {
    return this.nodes.get(id)?.title ?? ''
  }

  /** One sign; empty where there is none. */
  icon(id: string): string {
    return this.nodes.get(id)?.icon ?? ''
  }

  parent(id: string): string | undefined {
    return this.nodes.get(id)?.parent
  }

  children(parent: string | undefined): readonly string[] {
    return parent === undefined ? this.top : (this.nodes.get(parent)?.children ?? [])
  }

  ids(): IterableIterator<string> {
    return this.nodes.keys()
  }

  /** The nodes above, the nearest first. */
  above(id: string): string[] {
    const found: string[] = []
    for (let at = this.parent(id); at !== undefined; at = this.parent(at)) found.push(at)
    return found
  }

  placeOf(id: string): Place {
    const parent = this.parent(id)
    return { parent, index: this.children(parent).indexOf(id) }
  }

  /** Every visible line, from the top down. */
  rows(open: ReadonlySet<string>): Row[] {
    const rows: Row[] = []
    const add = (ids: readonly string[], parent: string | undefined, depth: number): void => {
      ids.forEach((id, index) => {
        const node = this.nodes.get(id)
        if (!node) return
        const isOpen = node.children.length > 0 && open.has(id)
        rows.push({
          id,
          title: node.title,
          kind: node.kind,
          icon: node.icon,
          depth,
          position: index + 1,
          siblings: ids.length,
          parent,
          children: node.children.length,
          open: isOpen,
        })
        if (isOpen) add(node.children, id, depth + 1)
      })
    }
    add(this.top, undefined, 0)
    return rows
  }

  /** Shows a title before the instance has confirmed it. */
  rename(id: string, title: string): void {
    const node = this.nodes.get(id)
    if (!node) return
    node.title = title
    this.changed()
  }

  /** Shows a move before the instance has confirmed it; the index counts the siblings without the node itself. */
  move(id: string, place: Place): void {
    const node = this.nodes.get(id)
    if (!node || place.parent === id || (place.parent !== undefined && this.above(place.parent).includes(id))) return
    this.detach(id)
    node.parent = place.parent
    this.siblings(place.parent).splice(place.index, 0, id)
    this.changed()
  }

  /** Hides a node before the instance has confirmed that it is in the trash. */
  remove(id: string): void {
    this.detach(id)
    this.changed()
  }

  private detach(id: string): void {
    const siblings = this.siblings(this.parent(id))
    const index = siblings.indexOf(id)
    if (index >= 0) siblings.splice(index, 1)
  }

  private siblings(parent: string | undefined): string[] {
    return parent === undefined ? this.top : (this.nodes.get(parent)?.children ?? [])
  }

  private set(id: string, [title, kind, children, icon = '']: NodeData): void {
    this.nodes.set(id, { title, kind, icon, children: [...children], parent: undefined })
  }

  private relink(): void {
    for (const node of this.nodes.values()) node.parent = undefined
    for (const [id, node] of this.nodes) {
      for (const child of node.children) {
        const entry = this.nodes.get(child)
        if (entry) entry.parent = id
      }
    }
    this.changed()
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'))
  }
}

/** The tree of the workspace that this tab shows: the sidebar and the palette read the same one. */
export const tree = new TreeModel()
