/* What is sought for a text of a query: units for its words, parts for a phrase. */

import { tokens, wholes } from './analysis.mjs';
import { stem } from './stemming.mjs';

export const MOST_UNITS = 48;

/* The units of the words of a text, in order, repeated ones included: runs as bigrams, runs of one as singles, pieces as stems,
   each whole after its pieces. {key, position (−1: a whole), start, end, first, last}; `first`, `last`: of which tokens it is. */
export function unitsOf(text, characters, split = true) {
  const all = tokens(text, characters, split);
  const chains = new Map(wholes(all).map(([first, last, term]) => [last, { first, term }]));
  const found = [];
  all.forEach((token, number) => {
    const { start, end, position } = token;
    if (token.isPiece) {
      found.push({ key: stem(token.term), position, start, end, first: number, last: number });
      const chain = chains.get(number);
      if (chain) found.push({ key: stem(chain.term), position: -1, start: all[chain.first].start, end, first: chain.first, last: number });
    } else if (token.joined) {
      const next = all[number + 1];
      found.push({ key: token.term + next.term, position, start, end: next.end, first: number, last: number + 1 });
    } else if (!all[number - 1]?.joined) {
      found.push({ key: token.term, position, start, end, first: number, last: number });
    }
  });
  return found;
}

/* The characters and pieces of a text in a row. */
export function foldedWord(text, characters) {
  return tokens(text, characters).map((token) => token.term).join('');
}

/* The tokens of a text without overlap: characters, and stems of pieces. */
export function wordsOf(text, characters) {
  return tokens(text, characters).map((token) => (token.isPiece ? stem(token.term) : token.term));
}

/* The parts of a phrase: {term, offset, placed}; `placed`: compared by position, else only by document. */
export function partsOf(text, characters) {
  const all = tokens(text, characters);
  if (all.length === 1 && !all[0].isPiece) return [{ term: all[0].term, offset: 0, placed: false }];
  const found = [];
  for (let first = 0, last = 0; first < all.length; first = last + 1) {
    for (last = first; all[last].joined;) last += 1;
    const offset = all[first].position - all[0].position;
    if (all[first].isPiece) found.push({ term: all[first].term, offset, placed: true });
    else if (first === last) found.push(alone(all, first, offset));
    for (let place = first; place < last; place += 1) {
      const distance = place - first;
      const placed = distance % 2 === 0 || place === last - 1;
      found.push({ term: all[place].term + all[place + 1].term, offset: offset + distance, placed });
    }
  }
  return found;
}

/* A run of one within a phrase: its edge, if nothing but blanks is beside it. */
function alone(all, number, offset) {
  const { term, touches } = all[number];
  const isBesideMark = (number > 0 && !all[number - 1].touches) || (number + 1 < all.length && !touches);
  return isBesideMark ? { term, offset, placed: false } : { term: `=${term}`, offset, placed: true };
}

/* Each key once, at its first place. */
export function distinct(units) {
  const found = new Map();
  for (const unit of units) if (!found.has(unit.key)) found.set(unit.key, unit);
  return [...found.values()];
}
