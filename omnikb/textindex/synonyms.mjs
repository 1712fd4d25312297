/* Names of one thing within a query, and the other names that are sought with them. */

import { wordsOf } from './units.mjs';

const MOST_NAMES = 8; // other names sought for one query: bounds what is fetched

/* The names in a row of words, from left to right, the longest first; none overlaps another: {first, last, others}. */
export function spansIn(words, groups, characters) {
  const names = new Map();
  let longest = 0;
  groups.forEach((group) => group.forEach((name) => {
    const row = wordsOf(name, characters);
    if (row.length && !names.has(joined(row))) names.set(joined(row), group);
    longest = Math.max(longest, row.length);
  }));
  const found = [];
  let left = MOST_NAMES;
  for (let at = 0, next; at < words.length; at = next) {
    next = at + 1;
    for (let end = Math.min(words.length, at + longest); end > at; end -= 1) {
      const key = joined(words.slice(at, end));
      const group = names.get(key);
      if (!group) continue;
      const others = group.filter((name) => joined(wordsOf(name, characters)) !== key).slice(0, left);
      left -= others.length;
      if (others.length) found.push({ first: at, last: end - 1, others });
      next = end;
      break;
    }
  }
  return found;
}

function joined(words) {
  return words.join('\n');
}
