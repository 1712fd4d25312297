/* Answers queries from the files of an index. */

import { allowed, counted, labelsOf, named } from './filters.mjs';
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

  /* One page of the hits, as Python's Results. Rejects with IndexFileError. With a `lang` and facets also what readers are shown:
     `named`, the counts with labels; `labels` of each hit, its values of the facets `shown`; `rest`, the query without filters. */
  async search(query, options) {
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

async function answer(index, query, { filters = {}, sort = 'relevance', page = 1, size = 10, facets = false, lang, shown = [] }) {
  const { clauses, cut } = parsed(query);
  const wanted = new Wanted(index);
  await wanted.take({ clauses, cut });
  for (const [name, values] of Object.entries(filters)) await wanted.filter({ name, values, excluded: false }, true);
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
  const part = order.slice((page - 1) * size, page * size);
  const found = {
    hits: await Promise.all(part.map((document) => hit(index, document, scores[document], ranking, weights))),
    total: order.length,
    facets: facets ? counted(columns, wanted.filters, unfiltered) : {},
    filters: Object.fromEntries(wanted.filters.wanted),
    notes: wanted.notes.filter((note, place, all) => all.findIndex((one) => JSON.stringify(one) === JSON.stringify(note)) === place),
  };
  if (!lang || !facets) return found;
  found.hits.forEach((one, place) => { one.labels = labelsOf(columns, part[place], shown, lang); });
  const rest = wanted.written.reduce((text, written) => text.replace(written, ''), query).trim();
  return { ...found, rest, named: named(columns, found, lang) };
}

async function hit(index, document, score, ranking, weights) {
  const entry = await index.entry(document);
  const { id, address, title, lang, date } = entry;
  const { anchor, heading, pieces } = snippet(entry, weights, index.characters);
  const matched = new Map(ranking.wanted.clauses.map(({ text, keys }) => [text, keys.some((key) => ranking.has(key, document))]));
  const texts = (wantedOnes) => [...matched].filter(([, isThere]) => isThere === wantedOnes).map(([text]) => text);
  return { id, address, title: marked(title, weights, index.characters), lang, date, score, anchor, heading, snippet: pieces, matched: texts(true), missing: texts(false) };
}
