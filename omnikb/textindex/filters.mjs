/* Filters of a query and of the interface, and how many hits each value would leave. */

import { compare } from './bytes.mjs';
import { foldedName } from './characters.mjs';
import { nearestWord } from './spelling.mjs';

/* Ids of values by facet: wanted (any of them), and not wanted (none of them). */
export class Filters {
  wanted = new Map();

  unwanted = new Map();

  add(facet, values, excluded = false) {
    const into = excluded ? this.unwanted : this.wanted;
    into.set(facet, [...new Set([...(into.get(facet) ?? []), ...values])]);
  }

  get isEmpty() {
    return !this.wanted.size && !this.unwanted.size;
  }
}

/* The id of the facet of a name; if there is none, the name nearest to it: [id, near]. */
export function facetNamed(name, facets, characters) {
  const names = new Map();
  for (const { id, labels } of facets) {
    for (const label of [id, ...Object.values(labels)]) {
      const folded = foldedName(label, characters);
      if (!names.has(folded)) names.set(folded, [id, label]);
    }
  }
  const folded = foldedName(name, characters);
  if (names.has(folded)) return [names.get(folded)[0], ''];
  const near = nearestWord(folded, [...names.keys()], edits(folded));
  return ['', near && names.get(near)[1]];
}

/* Adds the values of a clause to the filters; notes for those that there are not. */
export function applyClause({ values, excluded }, id, filters, { facets }, characters) {
  const facet = facets.find((one) => one.id === id);
  const names = namesOf(facet, characters);
  const notes = [];
  const found = [];
  for (const value of values) {
    const folded = foldedName(value, characters);
    if (names.has(folded)) {
      found.push(...names.get(folded));
    } else {
      const near = nearestWord(folded, [...names.keys()], Math.max(1, edits(folded)));
      notes.push({ kind: 'unknown-value', word: value, nearest: near && shown(near, facet, characters) });
    }
  }
  if (found.length) filters.add(id, found, excluded);
  return notes;
}

/* Which documents pass all filters, or all but those of one facet: a function of the document's number. */
export function allowed({ facets }, filters, but = '') {
  const tests = [];
  for (const [chosen, keep] of [[filters.wanted, true], [filters.unwanted, false]]) {
    for (const [id, values] of chosen) {
      if (id === but && keep) continue;
      const facet = facets.find((one) => one.id === id);
      const numbers = new Set(values.map((value) => facet?.values.findIndex(([known]) => known === value) ?? -1));
      tests.push((document) => (facet?.documents[document].some((number) => numbers.has(number)) ?? false) === keep);
    }
  }
  return (document) => tests.every((test) => test(document));
}

/* For each facet its values with the number of hits under all filters but its own; most frequent first, then by id. */
export function counted(columns, filters, matching) {
  return Object.fromEntries(columns.facets.map((facet) => {
    const passes = allowed(columns, filters, facet.id);
    const counts = facet.values.map(([id]) => [id, 0]);
    for (const document of matching) if (passes(document)) for (const number of facet.documents[document]) counts[number][1] += 1;
    const found = counts.filter(([, count]) => count).sort((one, other) => other[1] - one[1] || compare(one[0], other[0]));
    return [facet.id, found];
  }));
}

/* The counts with labels for a reader; what is chosen stands there though it counts nothing. */
export function named({ facets }, { facets: counts, filters }, lang) {
  return facets.map(({ id, labels, values }) => {
    const chosen = filters[id] ?? [];
    const absent = chosen.filter((value) => !counts[id].some(([one]) => one === value)).map((value) => [value, 0]);
    const shown = [...counts[id], ...absent].map(([value, count]) => {
      const [, names] = values.find(([one]) => one === value) ?? [value, {}];
      return { id: value, label: label(names, lang, value), count, chosen: chosen.includes(value) };
    });
    return { id, label: label(labels, lang, id), values: shown };
  });
}

/* What a document's values of some facets are called. */
export function labelsOf({ facets }, document, shown, lang) {
  const chosen = facets.filter(({ id }) => shown.includes(id));
  return chosen.flatMap(({ documents, values }) => documents[document].map((number) => label(values[number][1], lang, values[number][0])));
}

function label(labels, lang, id) {
  return labels[lang] ?? Object.values(labels)[0] ?? id;
}

/* Ids of values by folded name: an id names its own value, a label all that bear it. */
function namesOf(facet, characters) {
  const names = new Map();
  for (const [value, labels] of facet.values) {
    for (const label of Object.values(labels)) {
      const folded = foldedName(label, characters);
      names.set(folded, [...(names.get(folded) ?? []), value]);
    }
  }
  for (const [value] of facet.values) names.set(foldedName(value, characters), [value]);
  return names;
}

/* A folded name as it is written. */
function shown(name, facet, characters) {
  const every = facet.values.flatMap(([value, labels]) => [...Object.values(labels), value]);
  return every.find((label) => foldedName(label, characters) === name) ?? '';
}

function edits(word) {
  const { length } = [...word];
  return length < 4 ? 0 : length < 6 ? 1 : 2;
}
