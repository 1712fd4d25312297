/* A text as tokens, each with its position: single ideographic characters and pieces of letters or digits. */

import { BLANK, IDEOGRAPH, MARK } from './characters.mjs';

const JOINERS = new Set([...'-_.\'’‐'].map((one) => one.codePointAt(0)));
const LONGEST_WORD = 64;
const LONGEST_WHOLE = 32;
const MOST_PIECES = 4;

/* The characters and pieces of a text: {term, isPiece, position, start, end, joined, touches}; places are in code points.
   `joined`: in one run with the next. `touches`: only blanks or nothing stand before the next one.
   `split`: a blank ends a run, as in a query outside of quotation marks. */
export function tokens(text, characters, split = false) {
  const found = [];
  let between = []; // what stands between the last unit and this place
  let last;
  for (const { code, kind, start, end } of characters.fold(text)) {
    if (kind <= BLANK) {
      between.push({ code, kind });
      continue;
    }
    const isPiece = kind !== IDEOGRAPH;
    if (isPiece && last?.kind === kind && !between.length) {
      last.codes.push(code);
      last.end = end;
      continue;
    }
    const touches = between.every((one) => one.kind !== MARK);
    const unit = { kind, isPiece, codes: [code], start, end, position: 0, joined: false, touches: false, linked: false };
    if (last) {
      last.touches = touches;
      last.joined = touches && !isPiece && !last.isPiece && !(split && between.length);
      last.linked = isPiece && last.isPiece && (!between.length || (between.length === 1 && JOINERS.has(between[0].code)));
      unit.position = last.position + (touches ? 1 : 2);
    }
    found.push(unit);
    between = [];
    last = unit;
  }
  for (const unit of found) unit.term = String.fromCodePoint(...unit.codes.slice(0, LONGEST_WORD));
  return found;
}

/* Chains of 2 to 4 pieces: [first unit, last unit, term]. */
export function wholes(all) {
  const found = [];
  for (let first = 0, last = 0; first < all.length; first = last + 1) {
    for (last = first; all[last].linked;) last += 1;
    const length = last - first + 1;
    const term = all.slice(first, last + 1).map((unit) => unit.term).join('');
    if (length > 1 && length <= MOST_PIECES && [...term].length <= LONGEST_WHOLE) found.push([first, last, term]);
  }
  return found;
}
