import { Facet } from '@codemirror/state'

/** What the editor asks of the instance beside the live connection. */
export interface Host {
  /** Keeps a file for this page. Rejects with a sentence for a person. */
  readonly keep: (file: File) => Promise<Kept>
  /** Where the bytes of a file are; the name is what a browser saves them under. */
  readonly address: (blob: string, name: string) => string
}

export interface Kept {
  readonly blob: string
  readonly size: number
}

const nobody: Host = { keep: () => Promise.reject(new Error()), address: blob => `/files/${blob}` }

export const host = Facet.define<Host, Host>({ combine: values => values[0] ?? nobody })

/** The instance that serves this page. */
export function servingHost(page: string): Host {
  return {
    async keep(file) {
      const response = await fetch(`/files?page=${encodeURIComponent(page)}`, { method: 'POST', body: file })
      if (!response.ok) throw new UploadError(response.status)
      const { blob, size } = (await response.json()) as { blob: unknown; size: unknown }
      if (typeof blob !== 'string' || typeof size !== 'number') throw new UploadError(0)
      return { blob, size }
    },
    address: (blob, name) => `/files/${encodeURIComponent(blob)}?name=${encodeURIComponent(name)}`,
  }
}

/** A file was not taken; the status says why. */
export class UploadError extends Error {
  readonly status: number

  constructor(status: number) {
    super(`status ${status}`)
    this.status = status
  }
}
