/* The index's files: fetched, checked, unpacked and kept. One generation at a time: the manifest names it. */

const KEPT = 400; // files, some megabytes at most

/* `reason`: missing, cut, foreign, network, or browser (too old to unpack). */
export class IndexFileError extends Error {
  constructor(file, reason) {
    super(`${file}: ${reason}`);
    Object.assign(this, { file, reason });
  }
}

export class Files {
  /* `folder`: the address of the index, ending in a slash. */
  constructor(folder) {
    this.folder = folder;
    this.kept = new Map();
  }

  /* Reads the manifest anew. Whether the index is another now; then all else is forgotten. */
  async renew() {
    const answer = await fetched(this.folder, 'manifest.json', '', { cache: 'no-cache' });
    let manifest;
    try {
      manifest = JSON.parse(await answer.text());
    } catch {
      throw new IndexFileError('manifest.json', 'cut');
    }
    if (manifest.format !== 1) throw new IndexFileError('manifest.json', 'foreign');
    const isOther = manifest.generation !== this.manifest?.generation;
    if (isOther) this.kept.clear();
    this.manifest = manifest;
    return isOther;
  }

  /* What `decode` makes of the payload of a file, once. */
  read(path, kind, decode) {
    let found = this.kept.get(path);
    if (!found) {
      if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value);
      found = this.load(path, kind, decode);
      this.kept.set(path, found);
      found.catch(() => this.kept.get(path) === found && this.kept.delete(path));
    }
    return found;
  }

  async load(path, kind, decode) {
    // The generation in the address keeps the browser's own store from mixing files of two builds
    const answer = await fetched(this.folder, path, `?${encodeURIComponent(this.manifest.generation)}`);
    const payload = await unpacked(new Uint8Array(await answer.arrayBuffer()), path, kind);
    try {
      return decode(payload);
    } catch {
      throw new IndexFileError(path, 'cut');
    }
  }
}

async function fetched(folder, path, query, options) {
  let answer;
  try {
    answer = await fetch(folder + path + query, options);
  } catch {
    throw new IndexFileError(path, 'network');
  }
  if (!answer.ok) throw new IndexFileError(path, answer.status === 404 ? 'missing' : 'network');
  return answer;
}

/* A file's payload: 4 bytes of magic, its length, a zlib stream. */
async function unpacked(bytes, path, kind) {
  if (typeof DecompressionStream === 'undefined') throw new IndexFileError(path, 'browser');
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== `OKB${kind}`) throw new IndexFileError(path, 'foreign');
  let payload;
  try {
    const stream = new Blob([bytes.subarray(8)]).stream().pipeThrough(new DecompressionStream('deflate'));
    payload = new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new IndexFileError(path, 'cut');
  }
  if (payload.length !== new DataView(bytes.buffer).getUint32(4, true)) throw new IndexFileError(path, 'cut');
  return payload;
}
