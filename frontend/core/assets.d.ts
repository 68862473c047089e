/** Files that the build takes along. */
declare module '*.css?raw' {
  const content: string | { readonly cssText: string }
  export default content
}

interface ImportMeta {
  glob(pattern: string, options: { query: '?url'; import: 'default'; eager: true }): Record<string, string>
}
