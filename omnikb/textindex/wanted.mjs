/* A query against one index: what of it is sought, corrected, left out. */

import { Filters, facetNamed, valuesNamed } from './filters.mjs';
import { documentsWith } from './phrases.mjs';
import { weights } from './scoring.mjs';
import { nearestWord } from './spelling.mjs';
import { spansIn, wordsOf } from './synonyms.mjs';
import { MOST_UNITS, keysOf, partsOf, unitsOf } from './units.mjs';
import { tokens } from './analysis.mjs';

export class Wanted {
	sought = new Map(); // by key of unit, in order: {key, found, weight, next: [key of its neighbour, distance]}

	clauses = []; // of words: {text, keys}

	names = []; // {keys, others}: units that are a name, and what is sought for each of its other names

	required = []; // documents of each phrase

	refused = [];

	filters = new Filters();

	written = []; // filters in the query, as typed

	notes = [];

	typed = []; // [clause, units]

	asked = new Map();

	constructor(index) {
		this.index = index;
	}

	async take({ clauses, cut }) {
		if (cut) this.note('too-long');
		const units = clauses.flatMap((clause) => (clause.kind === 'filter' ? [] : this.unitsOf(clause)));
		for (const key of keysOf(units).slice(0, MOST_UNITS)) this.forms(key).catch(() => {}); // fetched at once, awaited one by one
		for (const clause of clauses) await this.takeClause(clause);
		const keys = keysOf(this.typed.flatMap(([, typed]) => typed));
		if (keys.length > MOST_UNITS && !cut) this.note('too-long');
		await this.seek(keys.slice(0, MOST_UNITS));
		await this.seekNames();
		if (clauses.length && !this.saysAnything) this.note('no-words');
	}

	get saysAnything() {
		return this.sought.size + this.required.length + this.refused.length + this.filters.size > 0;
	}

	note(kind, word = '', nearest = '') {
		if (!this.notes.some((one) => one.kind === kind && one.word === word)) this.notes.push({ kind, word, nearest });
	}

	unitsOf({ text, kind }) {
		return unitsOf(text, this.index.characters, kind === 'words');
	}

	forms(key) {
		if (!this.asked.has(key)) this.asked.set(key, this.index.forms(key));
		return this.asked.get(key);
	}

	async takeClause(given) {
		if (given.kind === 'filter' && await this.filter(given)) return;
		const clause = given.kind === 'filter' ? { ...given, kind: 'words' } : given;
		const isWords = clause.kind === 'words';
		const parts = clause.excluded || !isWords ? partsOf(clause.text, this.index.characters) : [];
		const documents = parts.length ? await documentsWith(parts, this.index) : new Set();
		if (clause.excluded) {
			if (parts.length) this.refused.push(documents);
			return;
		}
		if (parts.length && (clause.kind === 'phrase' || documents.size)) this.required.push(documents);
		else if (parts.length) this.note('relaxed', clause.text);
		const units = this.unitsOf(clause);
		this.typed.push([clause, isWords ? await this.corrected(clause, units) : units]);
	}

	/* Whether a clause `name:value` is a filter; then it is one now. One that the reader `chose` is no words. */
	async filter({ name, values, excluded, text }, chose = false) {
		const { characters, manifest } = this.index;
		const [id, nearest] = facetNamed(name, manifest.facets, characters);
		if (!id && (nearest || chose)) this.note('unknown-filter', name, nearest);
		if (!id) return false;
		const facet = (await this.index.facets()).facets.find((one) => one.id === id);
		for (const value of values) {
			const [found, near] = valuesNamed(value, facet, characters);
			if (found.length) this.filters.add(id, found, excluded);
			else this.note('unknown-value', value, near);
		}
		if (!chose && !excluded) this.written.push(text);
		return true;
	}

	/* The units, with those of the nearest word in place of a word that stands nowhere. */
	async corrected(clause, units) {
		if (units.length > MOST_UNITS) return units;
		const found = [];
		for (const group of groups(units)) {
			const all = await Promise.all(group.map((unit) => this.forms(unit.key)));
			const nowhere = all.filter((one) => !one.size).length;
			const word = [...clause.text].slice(group[0].start, group.at(-1).end).join('');
			const near = nowhere && group[0].position >= 0 ? await this.nearest(word) : undefined;
			if (near) {
				this.note('corrected', word, near);
				found.push(...unitsOf(near, this.index.characters).map((unit) => ({ ...unit, first: -1 })));
			} else {
				if (near === '' && nowhere === group.length) this.note('missing', word);
				found.push(...group);
			}
		}
		return found;
	}

	async nearest(word) {
		const letters = tokens(word, this.index.characters).flatMap(({ term }) => [...term]);
		const { length } = letters;
		const folded = letters.join('');
		const listed = await this.index.words();
		if (/^[a-z]/.test(folded)) return nearestWord(folded, listed.filter((one) => one[0] !== '#'), length < 4 ? 0 : length < 8 ? 1 : 2);
		if (length < 2 || length > 8) return '';
		const near = nearestWord(folded, listed.filter((one) => one[0] === '#').map((one) => one.slice(1)), 1);
		return length > 2 || [...near].sort().join('') === letters.sort().join('') ? near : '';
	}

	async seek(keys) {
		const next = new Map();
		for (const [, typed] of this.typed) {
			const row = typed.filter((unit) => unit.position >= 0 && keys.includes(unit.key));
			row.slice(1).forEach((other, number) => {
				const { key, position } = row[number];
				const distance = other.position - position;
				if (distance > 0 && distance <= 2 && key !== other.key && !next.has(key)) next.set(key, [other.key, distance]);
			});
		}
		const runs = runsOf(this.typed.flatMap(([, typed]) => typed), keys);
		for (const one of await this.weighed(keys, runs)) this.sought.set(one.key, { ...one, next: next.get(one.key) });
		for (const [{ text }, typed] of this.typed) {
			const mine = keysOf(typed).filter((key) => keys.includes(key));
			if (mine.length) this.clauses.push({ text, keys: mine });
		}
	}

	async weighed(keys, runs) {
		const all = await Promise.all(keys.map((key) => this.forms(key)));
		const { documents, manifest } = this.index;
		const worth = weights(all.map((one) => one.size), runs, documents.slots.length, manifest.scoring);
		return keys.map((key, number) => ({ key, found: all[number], weight: worth[number] }));
	}

	/* Names in the query that have other names in the index's groups. */
	async seekNames() {
		const { characters, synonyms } = this.index;
		const words = [];
		const places = [];
		for (const [{ kind, text }, typed] of this.typed) {
			if (kind !== 'words') continue;
			for (const { key, first, last } of typed) if (first >= 0) places.push({ key, first: words.length + first, last: words.length + last });
			words.push(...wordsOf(text, characters));
		}
		for (const { first, last, others } of spansIn(words, synonyms, characters)) {
			const keys = keysOf(places.filter((one) => first <= one.first && one.last <= last && this.sought.has(one.key)));
			const sought = others.map((name) => this.weighed(keysOf(unitsOf(name, characters, false)), []));
			if (keys.length) this.names.push({ keys, others: await Promise.all(sought) });
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

/* First and last place among `keys` of bigrams that overlap one another there. */
function runsOf(units, keys) {
	const runs = [];
	for (const group of groups(units)) {
		const numbers = group.map((unit) => keys.indexOf(unit.key));
		for (let first = 0, at = 1; at <= numbers.length; at += 1) {
			if (numbers[at] === numbers[at - 1] + 1) continue;
			if (at - first >= 3 && numbers[first] >= 0) runs.push([numbers[first], numbers[at - 1]]);
			first = at;
		}
	}
	return runs;
}
