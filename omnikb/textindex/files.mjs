/* The index's files: fetched, checked, unpacked. */

/* `reason`: missing, cut, foreign, network, or browser (too old to unpack). */
export class IndexFileError extends Error {
  constructor(file, reason) {
    super(`${file}: ${reason}`);
    Object.assign(this, { file, reason });
  }
}

/* The bytes at an address. `cache`: how the browser's own store is used. */
export async function fetched(folder, path, query, cache) {
  let answer;
  try {
    answer = await fetch(folder + path + query, { cache });
  } catch {
    throw new IndexFileError(path, 'network');
  }
  if (!answer.ok) throw new IndexFileError(path, answer.status === 404 ? 'missing' : 'network');
  try {
    return new Uint8Array(await answer.arrayBuffer());
  } catch {
    throw new IndexFileError(path, 'cut');
  }
}

/* The payload of a file of a kind: 4 bytes of magic, its length, a zlib stream. */
export async function unpacked(bytes, path, kind) {
  if (typeof DecompressionStream === 'undefined') throw new IndexFileError(path, 'browser');
  if (bytes.length < 8) throw new IndexFileError(path, 'cut');
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

/* What `decode` makes of something out of a file. */
export function decoded(path, decode) {
  try {
    return decode();
  } catch (error) {
    if (error instanceof IndexFileError) throw error;
    throw new IndexFileError(path, 'foreign');
  }
}
