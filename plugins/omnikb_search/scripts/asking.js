/* Asks the engine, which runs in a worker of its own so that typing never waits for it. */

import { LANGUAGE, ROOT, settings } from './interface.js';

let worker;

/* The engine's answer to a question. Rejects with {reason, file, message}, see `failure` in answers.js. */
export async function ask(question) {
	const { index } = await settings;
	worker ??= new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
	const asked = worker;
	const { port1, port2 } = new MessageChannel();
	return new Promise((resolve, reject) => {
		// A script of the engine is not there: the next question starts anew
		const fail = () => {
			worker = undefined;
			reject({ reason: 'network', file: 'worker.js' });
		};
		asked.addEventListener('error', fail);
		port1.onmessage = ({ data: { answer, failure } }) => {
			asked.removeEventListener('error', fail);
			port1.close();
			if (failure) reject(failure);
			else resolve(answer);
		};
		asked.postMessage({ folder: new URL(index, ROOT).href, question: { lang: LANGUAGE, ...question } }, [port2]);
	});
}
