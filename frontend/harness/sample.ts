type Line = string | [Record<string, string | number | boolean>, string]

/** A page that shows every block and mark, for looking at. */
export const sample: readonly Line[] = [
  'We left the harbour before sunrise. The plan was simple: {bold count what is there}, {italic write down} what is not, and be {underline back by Friday}.',
  [{ type: 'heading1' }, 'What we saw'],
  'The lagoon is warmer than last year. See the {link=https://example.org/tables tide tables} for the days when the {code north-gate} can be passed, and {strike forget the old map} use the new one.',
  [{ type: 'heading2' }, 'Species'],
  [{ type: 'bullet' }, 'Parrotfish, mostly young'],
  [{ type: 'bullet', indent: 1 }, 'two near the wreck'],
  [{ type: 'bullet', indent: 2 }, 'one of them tagged in 2024'],
  [
    { type: 'bullet' },
    'Green turtles, resting on the sand between the second and the third buoy, which is farther out than anybody had told us',
  ],
  [{ type: 'heading3' }, 'In this order'],
  [{ type: 'number' }, 'Anchor outside'],
  [{ type: 'number' }, 'Swim in with the tide'],
  [{ type: 'number', indent: 1 }, 'never alone'],
  [{ type: 'number', indent: 1 }, 'never after four'],
  [{ type: 'number' }, 'Write it down at once'],
  [{ type: 'task', checked: true }, 'Charge the lamps'],
  [{ type: 'task' }, 'Call Amira about the boat'],
  [{ type: 'task', indent: 1 }, 'and about the spare anchor'],
  [{ type: 'quote' }, 'The sea is not less beautiful to our eyes because we know how deep it is.'],
  [{ type: 'quote' }, 'Someone on board'],
  [{ type: 'code', language: 'javascript' }, '// one line per dive'],
  [{ type: 'code', language: 'javascript' }, 'export function depth(readings) {'],
  [{ type: 'code', language: 'javascript' }, '  return Math.max(...readings.map(r => r.metres), 0)'],
  [{ type: 'code', language: 'javascript' }, '}'],
  [{ type: 'divider' }, ''],
  'שלום, זה משפט בעברית עם {bold מילה מודגשת} באמצע.',
  'And after that, home. 🐢🏝️',
]
