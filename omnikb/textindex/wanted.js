/* A query against one index: what of it is sought, corrected, left out. */

import { tokens } from './analysis.js';
import { Filters, idsNamed } from './filters.js';
import { distinct, groups } from './neighbours.js';
import { documentsWith } from './phrases.js';
import { weighed } from './scoring.js';
import { nearestWord } from './spelling.js';
import { spansIn, wordsOf } from './synonyms.js';
import { keysOf, partsOf, unitsOf } from './units.js';

const MOST_UNITS = 48;

export class Wanted {
	asked = new Map();
	// By key of unit: {key, isWord, found, weight, next: its neighbour}
	sought = new Map();
	// Of words: {text, keys}
	clauses = [];
	// {keys, others}: units that are a name, and what is sought for each of its other names
	names = [];
	// Documents of each phrase
	required = [];
	refused = [];
	filters = new Filters();
	// Where filters stand in the query, the last first
	written = [];
	notes = [];
	// [clause, units]
	typed = [];

	constructor(index) {
		Object.assign(this, { index, table: index.table });
	}

	async take({ clauses, cut }) {
		// Fetched at once, awaited one by one
		const units = clauses.flatMap((clause) => (clause.kind === 'filter' ? [] : this.unitsOf(clause)));
		for (const key of keysOf(units).slice(0, MOST_UNITS)) this.forms(key).catch(() => {});
		for (const clause of clauses) await this.takeClause(clause);
		const keys = keysOf(this.typed.flatMap(([, typed]) => typed));
		await this.seek(keys.slice(0, MOST_UNITS));
		await this.seekNames();
		if (clauses.length && !this.saysAnything && !this.notes.length) this.note('no-words');
		if (cut || keys.length > MOST_UNITS) this.note('too-long');
	}

	get saysAnything() {
		return this.sought.size + this.required.length + this.refused.length + this.filters.size > 0;
	}

	note(kind, word = '', nearest = '') {
		if (!this.notes.some((one) => one.kind === kind && one.word === word && one.nearest === nearest)) this.notes.push({ kind, word, nearest });
	}

	unitsOf({ text, kind }) {
		return unitsOf(text, this.table, kind === 'words');
	}

	forms(key) {
		if (!this.asked.has(key)) this.asked.set(key, this.index.forms(key));
		return this.asked.get(key);
	}

	async takeClause(clause) {
		const { kind, text, excluded } = clause;
		if (kind === 'filter') {
			if (await this.filter(clause)) return;
			clause.kind = 'words';
		}
		const isWords = clause.kind === 'words';
		const parts = excluded || !isWords ? partsOf(text, this.table) : [];
		if (parts.length) {
			const documents = await documentsWith(parts, this.index);
			if (excluded) this.refused.push(documents);
			else if (kind === 'phrase' || documents.size) this.required.push(documents);
			else this.note('relaxed', text);
		}
		if (excluded) return;
		const units = this.unitsOf(clause);
		this.typed.push([clause, isWords ? await this.corrected(clause, units) : units]);
	}

	/* Whether a clause `name:value` is a filter; then it is one now. One that the reader `chose` is no words. */
	async filter({ name, values, excluded, from, to }, chose) {
		const [[id], nearest] = idsNamed(name, this.index.manifest.facets.map(({ id: own, labels }) => [own, { own, ...labels }]), this.table, 0);
		if (!id && (nearest || chose)) this.note('unknown-filter', name, nearest);
		if (!id) return false;
		const { facets } = await this.index.facets();
		for (const value of values) {
			const [ids, near] = idsNamed(value, facets.find((one) => one.id === id).values, this.table, 1);
			if (ids.length) this.filters.add(id, ids, excluded);
			else this.note('unknown-value', value, near);
		}
		if (!chose && !excluded) this.written.unshift([from, to]);
		return true;
	}

	/* The units, with those of the nearest word in place of a word that stands nowhere. */
	async corrected(clause, units) {
		if (units.length > MOST_UNITS) return units;
		const corrected = [];
		for (const group of groups(units)) {
			const all = await Promise.all(group.map(({ key }) => this.forms(key)));
			const nowhere = all.filter((one) => !one.documents.length).length;
			const word = [...clause.text].slice(group[0].start, group.at(-1).end).join('');
			const near = nowhere && group[0].position >= 0 ? await this.nearest(word) : undefined;
			if (near) this.note('corrected', word, near);
			else if (near === '' && nowhere === group.length) this.note('missing', word);
			corrected.push(...(near ? unitsOf(near, this.table).map((unit) => ({ ...unit, position: group[0].position + unit.position, first: -1 })) : group));
		}
		return corrected;
	}

	async nearest(word) {
		const letters = tokens(word, this.table).flatMap(({ term }) => [...term]);
		const [folded, { length }] = [letters.join(''), letters];
		const isLatin = /^[a-z]/.test(folded);
		const listed = (await this.index.words()).filter((one) => isLatin !== (one[0] === '#')).map((one) => one.replace('#', ''));
		const most = isLatin ? (length > 3) + (length > 7) : Number(length > 1 && length < 9);
		const near = nearestWord(folded, listed, most);
		return isLatin || length > 2 || [...near].sort().join('') === letters.sort().join('') ? near : '';
	}

	async seek(keys) {
		const rows = this.typed.map(([, typed]) => typed.filter(({ key }) => keys.includes(key)));
		for (const one of await this.weighed(rows)) this.sought.set(one.key, one);
		rows.forEach((row, number) => row.length && this.clauses.push({ text: this.typed[number][0].text, keys: keysOf(row) }));
	}

	async weighed(rows) {
		const found = distinct(rows).map(async (unit) => ({ ...unit, found: await this.forms(unit.key) }));
		return weighed(await Promise.all(found), this.index);
	}

	/* Names in the query that have other names in the index's groups. */
	async seekNames() {
		const { table, index: { synonyms } } = this;
		const [words, places] = [[], []];
		for (const [{ kind, text }, typed] of this.typed) {
			if (kind !== 'words') continue;
			for (const { key, first, last } of typed) if (first >= 0) places.push({ key, first: words.length + first, last: words.length + last });
			words.push(...wordsOf(text, table));
		}
		for (const { first, last, others } of spansIn(words, synonyms, table)) {
			const keys = keysOf(places.filter((one) => first <= one.first && one.last <= last && this.sought.has(one.key)));
			const sought = others.map((name) => this.weighed([unitsOf(name, table, false)]));
			if (keys.length) this.names.push({ keys, others: await Promise.all(sought) });
		}
	}
}
