/* One generation of an index: its files, each read once. */

import { blockName, hashOf } from './bytes.mjs';
import { Characters } from './characters.mjs';
import { decodeDocuments, decodeFacets, decodeJson, decodeWords } from './columns.mjs';
import { IndexFileError, decoded, fetched, unpacked } from './files.mjs';
import { NOWHERE, decodeApart, decodeShard, found, joined } from './postings.mjs';
import { stem } from './stemming.mjs';

const KEPT = 600; // files, some megabytes at most

export class IndexReader {
  /* Reads the manifest in a folder, an address that ends in a slash. `cache`: how the browser's own store is used. */
  static async open(folder, cache) {
    const reader = new IndexReader();
    const content = await fetched(folder, 'manifest.json', '', cache === 'reload' ? cache : 'no-cache');
    reader.manifest = decoded('manifest.json', () => decodeJson(content));
    if (reader.manifest.format !== 1) throw new IndexFileError('manifest.json', 'foreign');
    Object.assign(reader, { folder, cache, kept: new Map() });
    // All that every query needs, at once
    [reader.characters, reader.documents, reader.synonyms] = await Promise.all([
      reader.read('characters.bin', 'C', (payload) => new Characters(payload)),
      reader.read('documents.bin', 'D', decodeDocuments),
      reader.read('synonyms.bin', 'S', decodeJson),
    ]);
    return reader;
  }

  facets() {
    return this.read('facets.bin', 'F', decodeFacets);
  }

  words() {
    return this.read('words.bin', 'W', decodeWords);
  }

  /* Where any form of a stem stands; of a key that is no stem, where itself does. */
  async forms(key) {
    const { path, terms } = await this.shard(key);
    terms.stems ??= groupedByStem(terms);
    return joined((terms.stems.get(key) ?? []).map((term) => found(terms.get(term), this.documents.numbers, path)));
  }

  /* Where exactly this term stands. `apart`: with positions that stand apart, too. */
  async term(term, apart = false) {
    const key = stem(term);
    const { path, terms } = await this.shard(key);
    const postings = terms.get(term);
    if (!postings) return NOWHERE;
    if (!(apart && postings.isApart)) return found(postings, this.documents.numbers, path);
    const far = `positions/${this.shardName(key)}-${blockName(hashOf(term), 32)}.bin`;
    const positions = (await this.read(far, 'P', decodeApart)).get(term);
    return found({ ...postings, positions }, this.documents.numbers, far);
  }

  /* The texts of a document. */
  async entry(document) {
    const slot = this.documents.slots[document];
    const bits = this.manifest.texts;
    const path = `texts/${blockName(slot % 2 ** bits, bits)}.bin`;
    const row = (await this.read(path, 'X', decodeJson)).find((one) => one[0] === slot);
    if (!row) throw new IndexFileError(path, 'foreign');
    const [, id, address, title, lang, date, , summary, passages] = row;
    return { id, address, title, lang, date, summary, passages };
  }

  shardName(key) {
    const bits = this.manifest.shards;
    return blockName(hashOf(key) % 2 ** bits, bits);
  }

  async shard(key) {
    const path = `terms/${this.shardName(key)}.bin`;
    return { path, terms: await this.read(path, 'T', decodeShard) };
  }

  /* What `decode` makes of the payload of a file. */
  read(path, kind, decode) {
    let asked = this.kept.get(path);
    if (!asked) {
      if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value);
      asked = this.load(path, kind, decode);
      this.kept.set(path, asked);
      asked.catch(() => this.kept.delete(path));
    }
    return asked;
  }

  async load(path, kind, decode) {
    // The generation in the address keeps the browser's own store from mixing files of two builds
    const content = await fetched(this.folder, path, `?${encodeURIComponent(this.manifest.generation)}`, this.cache);
    const payload = await unpacked(content, path, kind);
    return decoded(path, () => decode(payload));
  }
}

function groupedByStem(terms) {
  const groups = new Map();
  for (const term of terms.keys()) groups.set(stem(term), [...(groups.get(stem(term)) ?? []), term]);
  return groups;
}
