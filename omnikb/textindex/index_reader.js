/* One generation of an index: its files, each read once, and what stands in them. */

import { Bytes, blockName, hashOf, textOf } from './bytes.js';
import { Characters } from './characters.js';
import { decodeApart, decodeShard, found } from './postings.js';
import { stem } from './stemming.js';

export class IndexReader {
	kept = new Map();

	/* `folder`: an address that ends in a slash. `cache`: how the browser's own store is used. */
	constructor(folder, cache) {
		Object.assign(this, { folder, cache });
	}

	/* Reads what every query needs. */
	async open() {
		this.manifest = await readManifest(this.folder);
		const [table, documents, synonyms] = await Promise.all([
			this.read('characters.bin', 'C', (payload) => new Characters(payload)),
			this.read('documents.bin', 'D', decodeDocuments),
			this.read('synonyms.bin', 'S', decodeJson),
		]);
		return Object.assign(this, { table, documents, synonyms });
	}

	facets() {
		return this.read('facets.bin', 'F', decodeFacets);
	}

	words() {
		return this.read('words.bin', 'W', decodeWords);
	}

	/* Where any form of a stem stands; of a key that is no stem, where itself does. */
	async forms(key) {
		const [path, terms] = await this.shard(key);
		return whole(path, () => found([...terms].filter(([term]) => stem(term) === key).map(([, row]) => row), this.documents.numbers));
	}

	/* Where exactly this term stands. `apart`: with positions that stand apart, too. */
	async term(term, apart) {
		const [path, terms] = await this.shard(stem(term));
		let row = terms.get(term);
		if (apart && row?.isApart) {
			const far = `${path.replace('terms', 'positions').slice(0, -4)}-${blockName(hashOf(term), 32)}.bin`;
			row = { ...row, positions: (await this.read(far, 'P', decodeApart)).get(term) };
		}
		return whole(path, () => found(row ? [row] : [], this.documents.numbers));
	}

	/* The texts of a document. */
	async entry(document) {
		const slot = this.documents.slots[document];
		const path = `texts/${blockName(slot, this.manifest.texts)}.bin`;
		const rows = await this.read(path, 'X', decodeJson);
		const [, id, address, title, lang, date, labels, summary, passages, told] = await whole(path, () => [...rows.find((one) => one[0] === slot)]);
		return { id, address, title, lang, date, labels, summary, passages, told };
	}

	async shard(key) {
		const path = `terms/${blockName(hashOf(key), this.manifest.shards)}.bin`;
		return [path, await this.read(path, 'T', decodeShard)];
	}

	/* What `decode` makes of the payload of a file. */
	read(path, kind, decode) {
		if (!this.kept.has(path)) {
			const asked = this.load(path, kind).then((payload) => whole(path, () => decode(payload)));
			asked.catch(() => this.kept.delete(path));
			this.kept.set(path, asked);
		}
		return this.kept.get(path);
	}

	/* A file's payload; the file is 4 bytes of magic, the payload's length, a zlib stream. */
	async load(path, kind) {
		if (!globalThis.DecompressionStream) throw unusable(path, 'browser');
		// The generation in the address keeps the browser's own store from mixing files of two builds
		const bytes = await fetched(this.folder, path, `?${this.manifest.generation}`, this.cache);
		if (textOf(bytes.subarray(0, 4)) !== `OKB${kind}`) throw unusable(path, 'foreign');
		return whole(path, async () => {
			const stream = new Response(bytes.subarray(8)).body.pipeThrough(new DecompressionStream('deflate'));
			return new Uint8Array(await new Response(stream).arrayBuffer());
		}, 'cut');
	}
}

/* The manifest as it is now. */
export async function readManifest(folder) {
	const path = 'manifest.json';
	const content = await fetched(folder, path, '', 'no-cache');
	const manifest = await whole(path, () => decodeJson(content));
	if (manifest.format !== 3) throw unusable(path, 'foreign');
	return manifest;
}

async function fetched(folder, path, query, cache) {
	const answer = await whole(path, () => fetch(folder + path + query, { cache }), 'network');
	if (!answer.ok) throw unusable(path, answer.status === 404 ? 'missing' : 'network');
	return whole(path, async () => new Uint8Array(await answer.arrayBuffer()), 'cut');
}

/* An error of a file; `reason`: missing, cut, foreign, network, or browser (too old to unpack). */
function unusable(file, reason) {
	return Object.assign(new Error(reason), { file, reason });
}

/* What `work` gives; if it fails, the file is not what it should be. */
async function whole(path, work, reason = 'foreign') {
	try {
		return await work();
	} catch {
		throw unusable(path, reason);
	}
}

/* The columns of documents in order of slots; `numbers`: their places by slot. `blocks`: of each passage. */
function decodeDocuments(payload) {
	const bytes = new Bytes(payload);
	const slots = bytes.increasing(bytes.varint());
	const [codes, titleLengths, priors] = [0, 1, 2].map(() => [...bytes.take(slots.length)]);
	const lengths = codes.map((code) => (code < 8 ? code : ((code & 7) | 8) * 2 ** ((code >> 3) - 1)));
	const blocks = bytes.varints(slots.length).map((count) => bytes.varints(count).map((number) => number + 1));
	const numbers = new Int32Array((slots.at(-1) ?? 0) + 1).fill(-1);
	slots.forEach((slot, number) => { numbers[slot] = number; });
	return { slots, numbers, lengths, titleLengths, priors, blocks };
}

/* Facets, each with the numbers of its values by document; and the dates as days. */
function decodeFacets(payload) {
	const bytes = new Bytes(payload);
	const facets = JSON.parse(bytes.text());
	const dates = bytes.varints(bytes.varint());
	for (const facet of facets) facet.documents = dates.map(() => bytes.increasing(bytes.varint()));
	return { facets, dates };
}

/* The words and phrases that spelling is compared with. */
function decodeWords(payload) {
	const bytes = new Bytes(payload);
	const words = [];
	for (let term = []; bytes.at < payload.length;) {
		const [shared, more] = bytes.take(2);
		term = [...term.slice(0, shared), ...bytes.take(more)];
		words.push(textOf(new Uint8Array(term)));
	}
	return words;
}

function decodeJson(payload) {
	return JSON.parse(textOf(payload));
}
