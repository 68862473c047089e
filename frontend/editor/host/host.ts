import { Facet } from '@codemirror/state'
import { ProtocolError } from '../../core/wire.ts'
import { match } from '../../shell/fuzzy.ts'
import { tree } from '../../shell/model.ts'
import { Members } from './members.ts'

/** What the editor asks of the instance beside the live connection. */
export interface Host {
  /** Keeps a file for this page. Rejects with a sentence for a person. */
  readonly keep: (file: File) => Promise<Kept>
  /** Where the bytes of a file are; the name is what a browser saves them under. */
  readonly address: (blob: string, name: string) => string
  readonly pages: Pages
  readonly members: Members
}

/** The pages of the workspace. */
export interface Pages {
  /** Undefined where there is no such page, or it is in the trash. */
  readonly title: (node: string) => string | undefined
  /** The sign that somebody gave the page; empty where it has none. */
  readonly icon: (node: string) => string
  /** Those whose titles hold what was typed, the best first. */
  readonly search: (typed: string) => readonly string[]
  readonly open: (node: string) => void
  /** Makes a page of that title in this page's workspace. */
  readonly create: (title: string) => Promise<string>
  /** Calls the listener when titles change; what it returns ends that. */
  readonly onChange: (listener: () => void) => () => void
}

export interface Kept {
  readonly blob: string
  readonly size: number
}

const noPages: Pages = {
  title: () => undefined,
  icon: () => '',
  search: () => [],
  open: () => {},
  create: () => Promise.reject(new Error()),
  onChange: () => () => {},
}
const nobody: Host = {
  keep: () => Promise.reject(new Error()),
  address: blob => `/files/${blob}`,
  pages: noPages,
  members: new Members(),
}

export const host = Facet.define<Host, Host>({ combine: values => values[0] ?? nobody })

/** The instance that serves this page. */
export function servingHost(page: string, members: Members): Host {
  return {
    async keep(file) {
      const response = await fetch(`/files?page=${encodeURIComponent(page)}`, { method: 'POST', body: file })
      if (!response.ok) throw new UploadError(response.status)
      const { blob, size } = (await response.json()) as { blob: unknown; size: unknown }
      if (typeof blob !== 'string' || typeof size !== 'number') throw new UploadError(0)
      return { blob, size }
    },
    pages: { ...workspacePages, create: title => createPage(page, title) },
    members,
    address: (blob, name) => `/files/${encodeURIComponent(blob)}?name=${encodeURIComponent(name)}`,
  }
}

async function createPage(beside: string, title: string): Promise<string> {
  const query = new URLSearchParams({ beside, title })
  const response = await fetch(`/pages?${query.toString()}`, { method: 'POST' })
  const { node } = (await response.json()) as { node: unknown }
  if (typeof node !== 'string') throw new ProtocolError('a page without an id')
  return node
}

const workspacePages: Omit<Pages, 'create'> = {
  title: node => (tree.has(node) ? tree.title(node) : undefined),
  icon: node => tree.icon(node),
  search(typed) {
    const found = [...tree.ids()].flatMap(id => {
      const found = match(typed, tree.title(id))
      return found ? [{ id, score: found.score }] : []
    })
    return found.sort((a, b) => b.score - a.score).map(({ id }) => id)
  },
  open(node) {
    // The frame around the page turns a click on an address of ours into a change of the view.
    const link = document.createElement('a')
    link.href = `/p/${encodeURIComponent(node)}`
    document.body.append(link)
    link.click()
    link.remove()
  },
  onChange(listener) {
    tree.addEventListener('change', listener)
    return () => tree.removeEventListener('change', listener)
  },
}

/** A file was not taken; the status says why. */
export class UploadError extends Error {
  readonly status: number

  constructor(status: number) {
    super(`status ${status}`)
    this.status = status
  }
}
