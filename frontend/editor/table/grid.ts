import type { EditorView } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { blocksPicked, pickBlocks } from '../menus/block-select.ts'
import { caretsShown } from '../presence/carets.ts'
import { element, icons } from '../popup/dom.ts'
import { markClasses } from '../draw/draw.ts'
import { type Host, host } from '../host/host.ts'
import { drawnMention, parseMention } from '../mentions/mentions.ts'
import { type MenuItem, openMenu } from '../popup/menu.ts'
import { type CellKey, cellEditor, cellPage, takeOver } from './cell-editor.ts'
import {
  deleteColumn,
  deleteRow,
  deleteTable,
  enterCell,
  insertColumn,
  insertRow,
  makeRoom,
  moveColumn,
  moveRow,
  stepCell,
} from '../document/table-edit.ts'
import {
  type CellText,
  type Content,
  type Place,
  type Table,
  cellAt,
  contentOf,
  placeAt,
  tableAt,
} from '../document/table.ts'

interface Active {
  readonly row: string
  readonly column: string
  readonly editor: EditorView
  readonly cell: HTMLElement
}

interface DrawnRow {
  readonly dom: HTMLTableRowElement
  readonly cells: Map<string, HTMLTableCellElement>
}

/** A table on the screen. The cell that the selection of the page is in has an editor; the others are drawn. */
export class Grid {
  readonly dom: HTMLElement
  readonly #view: EditorView
  readonly #grid: HTMLTableElement
  /** By the names of rows and columns, so that a cell stays the same element whatever comes or goes around it. */
  readonly #rows = new Map<string, DrawnRow>()
  #active: Active | undefined

  constructor(view: EditorView) {
    this.#view = view
    this.#grid = element('table', { class: 'atoll-grid' })
    const more = (label: string, name: string, run: (table: Table) => void) => {
      const button = element(
        'button',
        { type: 'button', class: name, title: label, 'aria-label': label, tabindex: '-1' },
        '+',
      )
      button.addEventListener('mousedown', event => event.preventDefault())
      button.addEventListener('click', () => {
        const table = this.table()
        if (table && !view.state.readOnly) run(table)
      })
      return button
    }
    this.dom = element(
      'div',
      { class: 'atoll-table', contenteditable: 'false' },
      this.#grid,
      more(word('editor.add-column'), 'atoll-more-columns', table => insertColumn(view, table, table.columns.length)),
      more(word('editor.add-row'), 'atoll-more-rows', table => insertRow(view, table, table.rows.length)),
    )
    this.#grid.addEventListener('mousedown', event => this.#press(event))
    this.#grid.addEventListener('contextmenu', event => this.#contextMenu(event))
  }

  /** The table that is drawn here, as it is now. */
  table(): Table | undefined {
    if (!this.dom.isConnected) return undefined
    return tableAt(this.#view.state, this.#view.posAtDOM(this.dom))
  }

  /** The editor of the cell that is being written in. */
  get editor(): EditorView | undefined {
    return this.#active?.editor
  }

  /** @param content what the table shows; the positions in the table are not used, for they may be of an older text */
  draw(table: Table, content: Content): void {
    this.#arrange(table)
    const active = this.#active
    const place = active && this.#activePlace(table)
    const written = place && content[place.row]![place.column]![0]
    const of = this.#view.state.facet(host)
    if (active && !written) this.#drop()
    else if (active && written) takeOver(active.editor, cellPage(written))
    table.rows.forEach(({ id }, row) =>
      table.columns.forEach((name, column) => {
        const dom = this.#rows.get(id)!.cells.get(name)!
        const lines = content[row]![column]!
        if (this.#active?.cell === dom) return
        const drawn = JSON.stringify(lines)
        if (dom.dataset.drawn === drawn) return
        dom.dataset.drawn = drawn
        dom.replaceChildren(
          ...lines.flatMap((runs, i) => [...(i > 0 ? [' '] : []), ...runs.map(run => drawnRun(run, of))]),
        )
      }),
    )
  }

  /** Brings the elements of rows and cells into the order of the table; those that stay in place are not touched. */
  #arrange(table: Table): void {
    const ids = new Set(table.rows.map(row => row.id))
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue
      row.dom.remove()
      this.#rows.delete(id)
    }
    table.rows.forEach(({ id }, i) => {
      const row = this.#rows.get(id) ?? { dom: element('tr'), cells: new Map<string, HTMLTableCellElement>() }
      this.#rows.set(id, row)
      if (this.#grid.rows[i] !== row.dom) this.#grid.insertBefore(row.dom, this.#grid.rows[i] ?? null)
      for (const [name, cell] of row.cells) {
        if (table.columns.includes(name)) continue
        cell.remove()
        row.cells.delete(name)
      }
      table.columns.forEach((name, column) => {
        const cell = row.cells.get(name) ?? element('td')
        row.cells.set(name, cell)
        cell.classList.toggle('atoll-grid-head', i === 0)
        if (i === 0) cell.setAttribute('role', 'columnheader')
        else cell.removeAttribute('role')
        if (row.dom.cells[column] !== cell) row.dom.insertBefore(cell, row.dom.cells[column] ?? null)
      })
    })
  }

  #activePlace(table: Table): Place | undefined {
    const active = this.#active
    if (!active) return undefined
    const row = table.rows.findIndex(({ id }) => id === active.row)
    const column = table.columns.indexOf(active.column)
    return row < 0 || column < 0 ? undefined : { row, column }
  }

  /** Follows the selection of the page: opens the editor of its cell if that is wanted, or closes the one that is open. */
  follow(wanted: boolean): void {
    const { state } = this.#view
    const { main } = state.selection
    const table = this.table()
    const place = table && main.from >= table.from && main.to <= table.to ? placeAt(table, main.head) : undefined
    const cell = table && place && cellAt(table, place)
    this.#drawCarets(table)
    const picked = table && blocksPicked(state) && main.from <= table.from && main.to >= table.to
    this.dom.classList.toggle('atoll-table-picked', picked === true)
    if (picked) return this.#close()
    if (!cell || !place || state.readOnly || !wanted || main.anchor < cell.from || main.anchor > cell.to)
      return this.#close()
    const dom = this.#grid.rows[place.row]?.cells[place.column]
    if (!dom) return
    if (this.#active?.cell !== dom) {
      this.#close()
      delete dom.dataset.drawn
      dom.replaceChildren()
      const written = contentOf(state, table)[place.row]![place.column]![0]!
      const editor = cellEditor(dom, cellPage(written), {
        outer: this.#view,
        range: () => this.#cell() ?? { from: 0, to: 0 },
        key: key => this.#key(key),
      })
      const { row, column } = place
      this.#active = { row: table.rows[row]!.id, column: table.columns[column]!, editor, cell: dom }
      dom.classList.add('atoll-cell-active')
    }
    const { editor } = this.#active!
    const selection = { anchor: main.anchor - cell.from, head: main.head - cell.from }
    const { main: inner } = editor.state.selection
    if (inner.anchor !== selection.anchor || inner.head !== selection.head) {
      if (Math.max(selection.anchor, selection.head) <= editor.state.doc.length) editor.dispatch({ selection })
    }
    if (!editor.hasFocus) editor.focus()
  }

  /** Ends the editor of the cell; nothing is drawn. */
  close(): void {
    this.#drop()
  }

  #cell() {
    const table = this.table()
    const place = table && this.#activePlace(table)
    return place && cellAt(table, place)
  }

  #close(): void {
    if (!this.#active) return
    this.#drop()
    const table = this.table()
    if (table) this.draw(table, contentOf(this.#view.state, table))
  }

  #drop(): void {
    const active = this.#active
    if (!active) return
    this.#active = undefined
    active.editor.destroy()
    active.cell.classList.remove('atoll-cell-active')
    active.cell.replaceChildren()
    delete active.cell.dataset.drawn
  }

  /** Where others are: their cell has a frame in their colour. */
  #drawCarets(table: Table | undefined): void {
    for (const cell of this.#grid.querySelectorAll('[data-person]')) {
      cell.className = cell.className.replace(/\s*atoll-person-\d+/, '')
      cell.removeAttribute('data-person')
    }
    if (!table) return
    for (const { head, name, look } of caretsShown(this.#view.state)) {
      const place = head >= table.from && head <= table.to ? placeAt(table, head) : undefined
      const cell = place && this.#grid.rows[place.row]?.cells[place.column]
      if (!cell) continue
      cell.dataset.person = name
      cell.classList.add(look)
    }
  }

  #key(key: CellKey): boolean {
    const view = this.#view
    const table = this.table()
    const place = table && this.#activePlace(table)
    if (!table || !place) return false
    const { row, column } = place
    const head = view.state.selection.main.head
    switch (key) {
      case 'next':
      case 'previous':
        stepCell(view, head, key === 'next' ? 1 : -1)
        return true
      case 'left':
        return stepCell(view, head, -1) || this.#leave(table, -1)
      case 'right':
        if (row === table.rows.length - 1 && column === table.columns.length - 1) return this.#leave(table, 1)
        return stepCell(view, head, 1)
      case 'below':
        if (row === table.rows.length - 1) insertRow(view, table, row + 1, column)
        else enterCell(view, table, { row: row + 1, column })
        return true
      case 'up':
      case 'down': {
        const next = row + (key === 'up' ? -1 : 1)
        if (next < 0 || next >= table.rows.length) return this.#leave(table, key === 'up' ? -1 : 1)
        enterCell(view, table, { row: next, column })
        return true
      }
      case 'row-up':
      case 'row-down':
        moveRow(view, table, row, key === 'row-up' ? -1 : 1)
        return true
      case 'leave':
        view.focus()
        return pickBlocks(view, table.first, table.last)
      case 'menu':
        this.#menu(place)
        return true
    }
  }

  /** Goes to the line above or below the table. */
  #leave(table: Table, way: 1 | -1): boolean {
    const view = this.#view
    const position = way < 0 ? table.from - 1 : table.to + 1
    if (view.state.readOnly && (position < 0 || position > view.state.doc.length)) return true
    // At the edge of the page there is no line yet to go to.
    if (position < 0) makeRoom(view, 1)
    else if (position > view.state.doc.length) makeRoom(view, view.state.doc.lines + 1)
    view.dispatch({ selection: { anchor: Math.max(0, position) }, scrollIntoView: true, userEvent: 'select' })
    view.focus()
    return true
  }

  #placeOf(target: EventTarget | null): Place | undefined {
    const cell = (target as Element | null)?.closest?.('td, th') as HTMLTableCellElement | null
    if (!cell || !this.#grid.contains(cell)) return undefined
    return { row: (cell.parentElement as HTMLTableRowElement).rowIndex, column: cell.cellIndex }
  }

  #press(event: MouseEvent): void {
    const place = this.#placeOf(event.target)
    const table = this.table()
    if (!place || !table || event.button !== 0) return
    const { row, column } = place
    if (this.#active && this.#active.cell === this.#grid.rows[row]?.cells[column]) return
    if ((event.target as Element).closest('[data-mention-page]')) return
    if ((event.target as Element).closest('a[href]') && (event.ctrlKey || event.metaKey || this.#view.state.readOnly))
      return
    event.preventDefault()
    enterCell(this.#view, table, place)
    const { editor } = this
    if (!editor) return
    const position = editor.posAtCoords({ x: event.clientX, y: event.clientY }, false)
    editor.dispatch({ selection: { anchor: position }, userEvent: 'select' })
    editor.focus()
  }

  #contextMenu(event: MouseEvent): void {
    const place = this.#placeOf(event.target)
    // With Shift the browser's own menu comes, for spelling.
    if (!place || event.shiftKey || this.#view.state.readOnly) return
    event.preventDefault()
    this.#menu(place)
  }

  #menu(place: Place): void {
    const view = this.#view
    const cell = this.#grid.rows[place.row]?.cells[place.column]
    const table = this.table()
    if (!cell || !table) return
    const { left, bottom } = cell.getBoundingClientRect()
    const { row, column } = place
    const item = (name: string, path: string, run: (now: Table) => void, title?: string): MenuItem => ({
      name,
      icon: path,
      ...(title ? { title } : {}),
      run: () => {
        const now = this.table()
        if (now) run(now)
      },
    })
    openMenu(view, {
      label: word('editor.table'),
      at: { left, top: bottom + 4 },
      position: cellAt(table, place)?.from ?? table.from,
      items: () => [
        item(word('editor.row-above'), icons.up, now => insertRow(view, now, row, column), word('editor.row')),
        item(word('editor.row-below'), icons.down, now => insertRow(view, now, row + 1, column)),
        item(word('editor.move-up'), icons.up, now => moveRow(view, now, row, -1)),
        item(word('editor.move-down'), icons.down, now => moveRow(view, now, row, 1)),
        item(word('editor.delete-row'), icons.remove, now => deleteRow(view, now, row)),
        item(
          word('editor.column-before'),
          icons.before,
          now => insertColumn(view, now, column, row),
          word('editor.column'),
        ),
        item(word('editor.column-after'), icons.after, now => insertColumn(view, now, column + 1, row)),
        item(word('editor.move-before'), icons.before, now => moveColumn(view, now, column, -1)),
        item(word('editor.move-after'), icons.after, now => moveColumn(view, now, column, 1)),
        item(word('editor.delete-column'), icons.remove, now => deleteColumn(view, now, column)),
        item(word('editor.delete-table'), icons.remove, now => deleteTable(view, now), word('editor.table')),
      ],
    })
  }
}

function drawnRun({ text, attributes }: CellText, of: Host): Node {
  const { classes, address } = markClasses(attributes)
  const mention = parseMention(attributes.mention)
  const content = mention ? [...text].map(() => drawnMention(String(attributes.mention), mention, of)) : [text]
  if (!address) return element('span', classes ? { class: classes } : {}, ...content)
  return element('a', { class: classes, href: address, rel: 'noopener noreferrer', target: '_blank' }, ...content)
}
