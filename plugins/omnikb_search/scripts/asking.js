/* Asks the engine, which runs in a worker of its own so that typing never waits for it. */

import { LANGUAGE, ROOT, say, site } from './interface.js';

let worker;

/* The engine's answer to a question, or {error} for `failure` in interface.js. `status` tells the reader to wait where it takes
   long and the question `isAwaited` still. */
export async function ask(question, status, isAwaited) {
	const patience = setTimeout(() => { if (isAwaited()) status.textContent = say('searching'); }, 300);
	const answer = await new Promise((resolve, reject) => {
		worker ??= new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
		const asked = worker;
		const { port1, port2 } = new MessageChannel();
		// A script of the engine is not there: the next question starts anew
		const fail = () => {
			worker = undefined;
			reject({ reason: 'scripts' });
		};
		asked.addEventListener('error', fail);
		port1.onmessage = ({ data }) => {
			asked.removeEventListener('error', fail);
			port1.close();
			resolve(data);
		};
		asked.postMessage({ folder: new URL(site.index, ROOT).href, question: { lang: LANGUAGE, ...question } }, [port2]);
	}).catch((error) => ({ error }));
	clearTimeout(patience);
	return answer;
}
