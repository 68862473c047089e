// The work of `atoll bench --structures` that peers can do as well: one JSON object for each figure, the best of some runs.
//
//   node --expose-gc structures.mjs PEER     PEER: loro | yjs | diamond-types; in a folder that has them installed
const [, , name] = process.argv
const LEAST_RUNS = 6
const MOST_RUNS = 50
const LEAST_MS = 1000
let seed = 1
const below = (bound) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % bound

const peers = {
  async loro() {
    const { LoroDoc } = await import('loro-crdt')
    const make = (id) => {
      const doc = new LoroDoc()
      doc.setRecordTimestamp(false)
      doc.setPeerId(BigInt(id))
      return doc
    }
    const known = new Map()
    const nodesOf = (d) => {
      if (!known.has(d)) known.set(d, d.getTree('r').nodes().map((node) => node.id))
      return known.get(d)
    }
    return {
      make,
      insert: (d, at, chars) => d.getText('t').insert(at, chars),
      remove: (d, at) => d.getText('t').delete(at, 1),
      length: (d) => d.getText('t').length,
      text: (d) => d.getText('t').toString(),
      commit: (d) => d.commit(),
      save: (d) => d.export({ mode: 'snapshot' }),
      load: (bytes, id) => { const d = make(id); d.import(bytes); return d },
      mark: (d) => d.version(),
      since: (d, mark) => d.export({ mode: 'update', from: mark }),
      apply: (d, bytes) => d.import(bytes),
      free: (d) => d.free(),
      structures: {
        '100k map writes': [100_000, () => {}, (d) => d.getMap('m').set('k' + below(10_000), below(100))],
        '100k list moves': [
          100_000,
          (d) => { for (let i = 0; i < 1000; i++) d.getMovableList('l').push(i) },
          (d) => d.getMovableList('l').move(below(1000), below(1000)),
        ],
        '10k tree moves': [
          10_000,
          (d) => { for (let i = 0; i < 1000; i++) d.getTree('r').createNode() },
          (d) => {
            const nodes = nodesOf(d)
            try {
              d.getTree('r').move(nodes[below(1000)], below(10) === 0 ? undefined : nodes[below(1000)])
            } catch {
              // Below itself: the next one.
            }
          },
        ],
      },
    }
  },
  async yjs() {
    const Y = await import('yjs')
    const make = (id) => {
      const doc = new Y.Doc()
      doc.clientID = id
      return doc
    }
    return {
      make,
      insert: (d, at, chars) => d.getText('t').insert(at, chars),
      remove: (d, at) => d.getText('t').delete(at, 1),
      length: (d) => d.getText('t').length,
      text: (d) => d.getText('t').toString(),
      save: (d) => Y.encodeStateAsUpdateV2(d),
      load: (bytes, id) => { const d = make(id); Y.applyUpdateV2(d, bytes); return d },
      mark: (d) => Y.encodeStateVector(d),
      since: (d, mark) => Y.encodeStateAsUpdate(d, mark),
      apply: (d, bytes) => Y.applyUpdate(d, bytes),
      structures: {
        '100k map writes': [100_000, () => {}, (d) => d.getMap('m').set('k' + below(10_000), below(100))],
      },
    }
  },
  async 'diamond-types'() {
    const { Doc } = await import('diamond-types-node')
    return {
      make: (id) => new Doc('agent' + id),
      insert: (d, at, chars) => d.ins(at, chars),
      remove: (d, at) => d.del(at, 1),
      length: (d) => d.len(),
      text: (d) => d.get(),
      save: (d) => d.toBytes(),
      load: (bytes, id) => Doc.fromBytes(bytes, 'agent' + id),
      mark: (d) => d.getLocalVersion(),
      since: (d, mark) => d.getPatchSince(mark),
      apply: (d, bytes) => d.mergeBytes(bytes),
      free: (d) => d.free(),
      structures: {},
    }
  },
}

const peer = await peers[name]()
const print = (figure, values) => console.log(JSON.stringify({ peer: name, figure, ...values }))
const commit = (doc) => peer.commit?.(doc)

function best(begin, work) {
  let least = Infinity
  for (let run = 0, all = 0; run < LEAST_RUNS || (all < LEAST_MS && run < MOST_RUNS); run++) {
    const doc = begin()
    const before = performance.now()
    work(doc)
    const took = performance.now() - before
    all += took
    least = Math.min(least, took)
    peer.free?.(doc)
  }
  return { ms: +least.toFixed(3) }
}

function type(doc) {
  let at = 0
  for (let i = 0; i < 10_000; i++) {
    at = below(40) === 0 ? below(peer.length(doc) + 1) : at
    if (at > 0 && below(8) === 0) peer.remove(doc, --at)
    else peer.insert(doc, at++, 'x')
    commit(doc)
  }
}

function scatter(doc) {
  for (let i = 0; i < 10_000; i++) {
    const at = below(peer.length(doc))
    if (below(4) === 0) peer.remove(doc, at)
    peer.insert(doc, at, 'xy')
    commit(doc)
  }
}

function mergeBranches(figure, edit) {
  const base = peer.make(1)
  peer.insert(base, 0, 'The quick brown fox. '.repeat(500))
  commit(base)
  const begun = peer.save(base)
  const ann = peer.load(begun, 2)
  edit(ann)
  const ben = peer.load(begun, 3)
  const mark = peer.mark(ben)
  edit(ben)
  const anns = peer.save(ann)
  const bens = peer.since(ben, mark)
  print(figure, best(() => peer.load(anns, 4), (doc) => { peer.apply(doc, bens); peer.text(doc) }))
}

mergeBranches('merging 10k typed edits with 10k others', type)
mergeBranches('merging 10k scattered edits with 10k others', scatter)

for (const [figure, [count, begin, edit]] of Object.entries(peer.structures)) {
  const base = peer.make(1)
  begin(base)
  commit(base)
  const begun = peer.save(base)
  const updates = [2, 3, 4, 5].map((id) => {
    const doc = peer.load(begun, id)
    const mark = peer.mark(doc)
    for (let i = 0; i < count / 4; i++) {
      edit(doc)
      commit(doc)
    }
    return peer.since(doc, mark)
  })
  print(figure, best(() => peer.load(begun, 6), (doc) => updates.forEach((bytes) => peer.apply(doc, bytes))))
}

const page = peer.make(9)
for (let at = 0; at < 1000; at += 20) {
  peer.insert(page, at, 'some words of a page')
  commit(page)
}
const saved = peer.save(page)
globalThis.gc?.()
const before = process.memoryUsage().rss
const open = Array.from({ length: 10_000 }, (_, i) => peer.load(saved, i + 10))
open.forEach((doc) => { peer.text(doc); peer.insert(doc, 500, 'x'); commit(doc) })
globalThis.gc?.()
print('10k small documents open', { mb: +((process.memoryUsage().rss - before) / 1048576).toFixed(2), documents: open.length })
