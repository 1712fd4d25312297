/* A query against one index: what of it is sought, corrected, left out. */

import { Filters, applyClause, facetNamed } from './filters.mjs';
import { documentsWith } from './phrases.mjs';
import { weights } from './scoring.mjs';
import { mostEdits, nearestWord } from './spelling.mjs';
import { spansIn } from './synonyms.mjs';
import { MOST_UNITS, distinct, foldedWord, partsOf, unitsOf, wordsOf } from './units.mjs';

export class Wanted {
  sought = new Map(); // by key of unit, in order: {key, found, weight, next: [number of its neighbour, distance]}

  clauses = []; // of words: {text, keys}

  names = []; // {keys, others}: units that are a name, and what is sought for each of its other names

  required = []; // documents of each phrase

  refused = [];

  filters = new Filters();

  written = []; // filters in the query, as typed

  notes = [];

  typed = []; // [clause, units]

  found = new Map();

  constructor(index) {
    this.index = index;
  }

  async take(query) {
    if (query.cut) this.note('too-long');
    for (const clause of query.clauses) { // fetched at once, awaited one by one
      if (clause.kind !== 'filter') for (const { key } of this.unitsOf(clause).slice(0, MOST_UNITS)) this.forms(key).catch(() => {});
    }
    for (const clause of query.clauses) await this.takeClause(clause);
    const units = distinct(this.typed.flatMap(([, typed]) => typed));
    if (units.length > MOST_UNITS && !query.cut) this.note('too-long');
    await this.seek(units.slice(0, MOST_UNITS).map((unit) => unit.key));
    await this.seekNames();
    const saysSomething = units.length || this.required.length || this.refused.length || !this.filters.isEmpty;
    if (query.clauses.length && !saysSomething) this.note('no-words');
  }

  note(kind, word = '', nearest = '') {
    this.notes.push({ kind, word, nearest });
  }

  unitsOf(clause) {
    return unitsOf(clause.text, this.index.characters, clause.kind === 'words');
  }

  forms(key) {
    if (!this.found.has(key)) this.found.set(key, this.index.forms(key));
    return this.found.get(key);
  }

  async takeClause(clause) {
    const { characters } = this.index;
    let { kind } = clause;
    if (kind === 'filter') {
      if (await this.filter(clause)) return;
      kind = 'words';
    }
    const parts = clause.excluded || kind !== 'words' ? partsOf(clause.text, characters) : [];
    const documents = parts.length ? await documentsWith(parts, this.index) : [];
    if (clause.excluded) {
      if (parts.length) this.refused.push(documents);
      return;
    }
    if (parts.length && (kind === 'phrase' || documents.length)) this.required.push(documents);
    else if (parts.length) this.note('relaxed', clause.text);
    const taken = { ...clause, kind };
    const units = this.unitsOf(taken);
    this.typed.push([taken, kind === 'words' ? await this.corrected(taken, units) : units]);
  }

  /* Whether a clause `name:value` is a filter; then it is one now. One that the reader `chose` is no words. */
  async filter(clause, chose = false) {
    const { characters, manifest } = this.index;
    const [facet, near] = facetNamed(clause.name, manifest.facets, characters);
    if (facet) this.notes.push(...applyClause(clause, facet, this.filters, await this.index.facets(), characters));
    else if (near || chose) this.note('unknown-filter', clause.name, near);
    if (facet && !chose && !clause.excluded) this.written.push(clause.text);
    return Boolean(facet);
  }

  async isNowhere(unit) {
    return !(await this.forms(unit.key)).documents.length;
  }

  /* The units, with those of the nearest word in place of a word that stands nowhere. */
  async corrected(clause, units) {
    if (units.length > MOST_UNITS) return units;
    const found = [];
    for (const group of groups(units)) {
      const nowhere = (await Promise.all(group.map((unit) => this.isNowhere(unit)))).filter(Boolean).length;
      if (!nowhere || group[0].position < 0) {
        found.push(...group);
        continue;
      }
      const word = [...clause.text].slice(group[0].start, group.at(-1).end).join('');
      const near = await this.nearest(word);
      if (near) {
        this.note('corrected', word, near);
        found.push(...unitsOf(near, this.index.characters).map((unit) => ({ ...unit, first: -1 })));
      } else {
        if (nowhere === group.length) this.note('missing', word);
        found.push(...group);
      }
    }
    return found;
  }

  async nearest(word) {
    const folded = foldedWord(word, this.index.characters);
    const listed = await this.index.words();
    if (/^[a-z]/.test(folded)) return nearestWord(folded, listed.filter((one) => !one.startsWith('#')), mostEdits(folded));
    const letters = [...folded];
    if (letters.length < 2 || letters.length > 8) return '';
    const near = nearestWord(folded, listed.filter((one) => one.startsWith('#')).map((one) => one.slice(1)), 1);
    return letters.length > 2 || [...near].sort().join('') === letters.sort().join('') ? near : '';
  }

  async seek(keys) {
    const place = new Map(keys.map((key, number) => [key, number]));
    const next = new Map();
    for (const [, typed] of this.typed) {
      const row = typed.filter((unit) => unit.position >= 0 && place.has(unit.key));
      row.slice(1).forEach((other, number) => {
        const { key, position } = row[number];
        const distance = other.position - position;
        if (distance > 0 && distance <= 2 && key !== other.key && !next.has(key)) next.set(key, [place.get(other.key), distance]);
      });
    }
    const runs = runsOf(this.typed.flatMap(([, typed]) => typed), place);
    for (const one of await this.weighed(keys, runs)) this.sought.set(one.key, { ...one, next: next.get(one.key) });
    for (const [clause, typed] of this.typed) {
      const mine = [...new Set(typed.map((unit) => unit.key).filter((key) => place.has(key)))];
      if (mine.length) this.clauses.push({ text: clause.text, keys: mine });
    }
  }

  async weighed(keys, runs) {
    const all = await Promise.all(keys.map((key) => this.forms(key)));
    const { documents, manifest } = this.index;
    const worth = weights(all.map((one) => one.documents.length), runs, documents.slots.length, manifest.scoring);
    return keys.map((key, number) => ({ key, found: all[number], weight: worth[number] }));
  }

  /* Names in the query that have other names in the index's groups. */
  async seekNames() {
    const { characters, synonyms } = this.index;
    const words = [];
    const places = [];
    for (const [clause, typed] of this.typed) {
      if (clause.kind !== 'words') continue;
      for (const { key, first, last } of typed) if (first >= 0) places.push({ key, first: words.length + first, last: words.length + last });
      words.push(...wordsOf(clause.text, characters));
    }
    for (const span of spansIn(words, synonyms, characters)) {
      const within = places.filter(({ key, first, last }) => span.first <= first && last <= span.last && this.sought.has(key));
      if (!within.length) continue;
      const others = span.others.map((name) => this.weighed(distinct(unitsOf(name, characters, false)).map((unit) => unit.key), []));
      this.names.push({ keys: [...new Set(within.map((one) => one.key))], others: await Promise.all(others) });
    }
  }
}

/* Units by word: the bigrams of a run together, any other alone. */
function groups(units) {
  const found = [];
  for (const unit of units) {
    const last = found.at(-1)?.at(-1);
    if (last && overlap(last, unit)) found.at(-1).push(unit);
    else found.push([unit]);
  }
  return found;
}

/* Whether two bigrams share a character. */
function overlap(one, other) {
  const [left, right] = [[...one.key], [...other.key]];
  const isNext = other.position === one.position + 1 && other.start < one.end;
  return left.length === 2 && right.length === 2 && isNext && left[1] === right[0];
}

/* First and last number of bigrams that overlap one another, by the places of keys. */
function runsOf(units, place) {
  const runs = [];
  for (const group of groups(units)) {
    const numbers = group.map((unit) => place.get(unit.key) ?? -1);
    for (let first = 0, at = 1; at <= numbers.length; at += 1) {
      if (at < numbers.length && numbers[at] === numbers[at - 1] + 1) continue;
      if (at - first >= 3 && numbers[first] >= 0) runs.push([numbers[first], numbers[at - 1]]);
      first = at;
    }
  }
  return runs;
}
