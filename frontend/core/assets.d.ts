/** Files that the build takes along. */
declare module '*?raw' {
  const content: string
  export default content
}

interface ImportMeta {
  glob(pattern: string, options: { query: '?url'; import: 'default'; eager: true }): Record<string, string>
}
