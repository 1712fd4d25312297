/* The engine in a worker of its own: questions come in, each with a port that its answer or {error} goes to. */

import { Searcher } from './searcher.js';

let searcher;

addEventListener('message', async ({ data: { folder, question }, ports: [port] }) => {
	searcher ??= new Searcher(folder);
	try {
		port.postMessage(await searcher.search(question.query, question));
	} catch (error) {
		const { reason, file, message } = error;
		// Ours to mend, so not in silence
		if (!reason) console.error(error);
		port.postMessage({ error: { reason, file, message } });
	}
});
