/* The stem of an English word: the same for its plural, its past and its -ing. */

const VOWEL = /[aeiouy]/;

export function stem(word) {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  let left = withoutPlural(word);
  const before = left.replace(/(?:ing|(?<!e)ed)$/, '');
  if (before !== left && before.length >= 3 && VOWEL.test(before)) {
    left = /([^aeiouylsz])\1$/.test(before) ? before.slice(0, -1) : before;
  }
  if (left.endsWith('ly') && left.length >= 6) left = left.slice(0, -2);
  if (left.endsWith('e') && left.length >= 4) return left.slice(0, -1);
  return left.endsWith('i') ? `${left.slice(0, -1)}y` : left;
}

function withoutPlural(word) {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ies')) return word.length >= 5 ? `${word.slice(0, -3)}y` : `${word.slice(0, -1)}`;
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}
