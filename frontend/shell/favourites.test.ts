import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FavouritesModel } from './favourites.ts'

/** An instance that answers when it is told to. */
class Instance {
  readonly asked: string[] = []
  private readonly answers: (() => void)[] = []
  readonly model = new FavouritesModel()

  constructor() {
    this.model.server = {
      put: (id, favourite) => this.ask(`${favourite ? 'add' : 'remove'} ${id}`),
      move: (id, before) => this.ask(`move ${id} ${before}`),
    }
  }

  async answer(...ids: string[]): Promise<void> {
    this.model.take(ids)
    this.answers.shift()!()
    await new Promise(resolve => setImmediate(resolve))
  }

  private ask(what: string): Promise<void> {
    this.asked.push(what)
    return new Promise(resolve => this.answers.push(resolve))
  }
}

test('a star shows at once and is asked of the instance', async () => {
  const instance = new Instance()
  instance.model.toggle('a')
  assert.deepEqual(instance.model.ids(), ['a'])
  await instance.answer('a')
  instance.model.toggle('a')
  assert.deepEqual(instance.model.ids(), [])
  assert.deepEqual(instance.asked, ['add a', 'remove a'])
})

test('what the instance says waits until it has answered own changes', async () => {
  const instance = new Instance()
  instance.model.take(['a', 'b', 'c'])
  instance.model.move('c', 'a')
  instance.model.move('b', undefined)
  await instance.answer('c', 'a', 'b')
  assert.deepEqual(instance.model.ids(), ['c', 'a', 'b'])
  instance.model.take(['x', 'c', 'a', 'b'])
  assert.deepEqual(instance.model.ids(), ['c', 'a', 'b'])
  await instance.answer('x', 'c', 'a', 'b')
  assert.deepEqual(instance.model.ids(), ['x', 'c', 'a', 'b'])
  assert.deepEqual(instance.asked, ['move c a', 'move b '])
})

test('a change that the instance does not take is taken back', async () => {
  const model = new FavouritesModel()
  model.server = { put: () => Promise.reject(new Error('no')), move: () => Promise.reject(new Error('no')) }
  model.take(['a', 'b'])
  model.move('b', 'a')
  assert.deepEqual(model.ids(), ['b', 'a'])
  await new Promise(resolve => setImmediate(resolve))
  assert.deepEqual(model.ids(), ['a', 'b'])
})

test('a move before what is no favourite changes nothing', () => {
  const model = new FavouritesModel()
  model.take(['a', 'b'])
  model.move('a', 'z')
  model.move('z', 'a')
  model.move('a', 'a')
  assert.deepEqual(model.ids(), ['a', 'b'])
})
