/* The engine in a worker of its own: questions come in, each with a port that its answer or {error} goes to. */

import { Searcher } from './searcher.js';

const searchers = new Map();

addEventListener('message', async ({ data: { folder, question }, ports: [port] }) => {
	if (!searchers.has(folder)) searchers.set(folder, new Searcher(folder));
	try {
		port.postMessage(await searchers.get(folder).search(question.query, question));
	} catch (error) {
		const { reason, file, message } = error;
		// Ours to mend, so not in silence
		if (!reason) console.error(error);
		port.postMessage({ error: { reason, file, message } });
	}
});
