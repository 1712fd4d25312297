/* Asks the engine, which runs in a worker of its own so that typing never waits for it. */

import { LANGUAGE, ROOT, settings } from './interface.mjs';

const waiting = new Map();
let worker;
let number = 0;

/* The engine's answer to a question. Rejects with {reason, file, message}, see `failure` in answers.mjs. */
export async function ask(question) {
	const { index } = await settings;
	worker ??= start();
	return new Promise((resolve, reject) => {
		waiting.set(number += 1, { resolve, reject });
		worker.postMessage({ number, folder: new URL(index, ROOT).href, question: { lang: LANGUAGE, ...question } });
	});
}

function start() {
	const started = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
	started.onmessage = ({ data }) => {
		const { resolve, reject } = waiting.get(data.number);
		waiting.delete(data.number);
		if (data.failure) reject(data.failure);
		else resolve(data.answer);
	};
	// A script of the engine is not there: all who wait are told, and the next question starts anew
	started.onerror = () => {
		worker = undefined;
		for (const { reject } of waiting.values()) reject({ reason: 'network', file: 'worker.mjs' });
		waiting.clear();
	};
	return started;
}
