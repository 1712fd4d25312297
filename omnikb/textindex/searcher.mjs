/* Answers queries from the files of an index. */

import { allowed, counted } from './filters.mjs';
import { IndexFileError } from './files.mjs';
import { IndexReader } from './index_reader.mjs';
import { parsed } from './query.mjs';
import { Ranking } from './ranking.mjs';
import { marked, snippet } from './snippets.mjs';
import { Wanted } from './wanted.mjs';

export class Searcher {
  /* `folder`: the address of the index, ending in a slash. */
  constructor(folder) {
    this.folder = folder;
  }

  /* One page of the hits, as Python's Results. Rejects with IndexFileError. */
  async search(query, { filters = {}, sort = 'relevance', page = 1, size = 10, facets = false } = {}) {
    const options = { filters, sort, page, size, facets };
    try {
      return await answer(await (this.index ??= IndexReader.open(this.folder, 'default')), query, options);
    } catch (error) {
      if (!(error instanceof IndexFileError)) throw error;
      // Replaced meanwhile, or stale in the browser's own store: once more, with nothing kept
      this.index = IndexReader.open(this.folder, 'reload');
      try {
        return await answer(await this.index, query, options);
      } catch (again) {
        this.index = undefined;
        throw again;
      }
    }
  }
}

async function answer(index, query, { filters, sort, page, size, facets }) {
  const { clauses, cut } = parsed(query);
  const wanted = new Wanted(index);
  await wanted.take({ clauses, cut });
  for (const [facet, values] of Object.entries(filters)) wanted.filters.add(facet, values);
  const ranking = new Ranking(index, wanted);
  const saysSomething = wanted.sought.size || wanted.required.length || wanted.refused.length || !wanted.filters.isEmpty;
  const unfiltered = !clauses.length || saysSomething ? ranking.matching() : [];
  const byDate = sort === 'date' || !wanted.sought.size;
  const columns = facets || byDate || !wanted.filters.isEmpty ? await index.facets() : undefined;
  const passing = wanted.filters.isEmpty ? unfiltered : unfiltered.filter(allowed(columns, wanted.filters));
  const scores = ranking.scores(unfiltered);
  const later = (one, other) => (byDate ? columns.dates[other] - columns.dates[one] : 0);
  const order = passing.slice().sort((one, other) => later(one, other) || scores[other] - scores[one] || one - other);
  const weights = new Map([...wanted.names.flatMap((name) => name.others.flat()), ...wanted.sought.values()].map((one) => [one.key, one.weight]));
  const shown = order.slice((page - 1) * size, page * size);
  return {
    hits: await Promise.all(shown.map((document) => hit(index, document, scores[document], ranking, weights))),
    total: order.length,
    facets: facets ? counted(columns, wanted.filters, unfiltered) : {},
    filters: Object.fromEntries(wanted.filters.wanted),
    notes: wanted.notes.filter((note, place, all) => all.findIndex((one) => JSON.stringify(one) === JSON.stringify(note)) === place),
  };
}

async function hit(index, document, score, ranking, weights) {
  const entry = await index.entry(document);
  const { id, address, title, lang, date } = entry;
  const { anchor, heading, pieces } = snippet(entry, weights, index.characters);
  const matched = new Map(ranking.wanted.clauses.map(({ text, keys }) => [text, keys.some((key) => ranking.has(key, document))]));
  const texts = (wantedOnes) => [...matched].filter(([, isThere]) => isThere === wantedOnes).map(([text]) => text);
  return { id, address, title: marked(title, weights, index.characters), lang, date, score, anchor, heading, snippet: pieces, matched: texts(true), missing: texts(false) };
}
