/* Answers queries from the files of an index. */

import { counted, labelled } from './filters.js';
import { IndexReader, readManifest } from './index_reader.js';
import { parsed } from './query.js';
import { Ranking } from './ranking.js';
import { described } from './snippets.js';
import { Wanted } from './wanted.js';

export class Searcher {
	/* `folder`: the address of the index, ending in a slash. */
	constructor(folder) {
		this.folder = folder;
	}

	/* One page of the hits, as Python's Results. Rejects with {file, reason}. With a `lang` and facets also what readers are shown:
	   `labelled`, the counts with labels; `rest`, the query without filters. */
	async search(query, options) {
		try {
			const index = await (this.index ??= new IndexReader(this.folder, 'default').open());
			const found = await answer(index, query, options);
			// Files that were fetched only now may be those of an index that replaced this one
			if ((await readManifest(this.folder)).generation === index.manifest.generation) return found;
		} catch (error) {
			if (!error.reason) throw error;
		}
		// Replaced meanwhile, or stale in the browser's own store: once more, with nothing kept
		this.index = new IndexReader(this.folder, 'reload').open();
		return answer(await this.index, query, options);
	}
}

async function answer(index, query, { filters = {}, sort, page = 1, size = 10, facets = false, lang }) {
	const question = parsed(query);
	const wanted = new Wanted(index);
	await wanted.take(question);
	for (const [name, values] of Object.entries(filters)) await wanted.filter({ name, values }, true);
	const byDate = sort === 'date' || !wanted.sought.size;
	const columns = facets || byDate || wanted.filters.size ? await index.facets() : {};
	const ranking = new Ranking(index, wanted);
	const unfiltered = !question.clauses.length || wanted.saysAnything ? ranking.matching() : [];
	const scores = ranking.scores(unfiltered);
	const later = (one, other) => (byDate ? columns.dates[other] - columns.dates[one] : 0);
	const order = unfiltered.filter((document) => wanted.filters.allows(document, columns.facets))
		.sort((one, other) => later(one, other) || scores[other] - scores[one] || one - other);
	const part = order.slice((page - 1) * size, page * size);
	const found = {
		hits: await Promise.all(part.map((document) => hit(index, document, scores[document], wanted, ranking))),
		total: order.length,
		facets: facets ? counted(columns, wanted.filters, unfiltered) : {},
		filters: Object.fromEntries(wanted.filters.wanted),
		notes: wanted.notes,
	};
	if (!lang || !facets) return found;
	const rest = wanted.written.reduce((text, [from, to]) => text.slice(0, from) + text.slice(to), query).trim();
	return { ...found, rest, labelled: labelled(columns, found, lang) };
}

async function hit(index, document, score, { names, sought, clauses }, ranking) {
	const entry = await index.entry(document);
	const { id, address, lang, date, told } = entry;
	// What a unit weighs in the query goes before what it weighs in another name; the last of equals stays
	const all = [...sought.values(), ...names.flatMap((name) => name.others.flat())].reverse();
	const weights = new Map(all.map((one) => [one.key, one.weight]));
	const there = new Map(clauses.map(({ text, keys }) => [text, keys.some((key) => ranking.having.get(key)[document])]));
	const words = (isThere) => [...there.keys()].filter((text) => there.get(text) === isThere);
	return { id, address, lang, date, told, score, ...described(entry, weights, sought, index.table), matched: words(true), missing: words(false) };
}
