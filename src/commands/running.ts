/** `serve`, `worker`, `doctor`: the programs that run, and the check that all is well. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
	announceOrigin,
	requireSecret,
	settings,
	version,
	type Config
} from '#lib/server/config.ts';
import { reader } from '#lib/server/reading.ts';
import { check as checkGroup, make as firstLinkOf } from './accounts.ts';
import { buildFolder, ensureBuilt } from './build.ts';
import { expectWords, Failure, print, withDatabase, type Command } from './command.ts';

export const serve: Command = {
	name: 'serve',
	summary: 'Serve the website, with the worker inside (builds it first if needed)',
	usage: 'serve [--build]',
	options: { build: { type: 'boolean', about: 'build anew in any case' } },
	async run(call) {
		expectWords(call, 0, 0, 'nothing');
		const config = settings();
		requireSecret(config);
		ensureBuilt(call.values.build === true);
		const server = createServer();
		// The port is taken before the site is loaded, so that a port in use is said at once;
		// who asks in between waits for the site, and is never left without an answer.
		let load: (site: RequestListener) => void;
		const loaded = new Promise<RequestListener>((resolve) => (load = resolve));
		let origin = config.origin;
		server.on('request', (request, response) => {
			// A mail program ends mails by itself (RFC 8058) and is no browser, so it names no origin;
			// the site would take that for a forged form. The secret in the address is all it needs.
			const isOneClick = request.method === 'POST' && request.url?.startsWith('/digest/stop/');
			if (isOneClick && request.headers.origin === undefined) request.headers.origin = origin;
			void loaded.then((site) => site(request, response));
		});
		await listen(server, config.port, config.host);
		// Loaded in its thread while the site and its database are opened in this one.
		reader().catch(() => {});
		const { port } = server.address() as { port: number };
		const host = config.host.includes(':') ? `[${config.host.replace(/[[\]]/g, '')}]` : config.host;
		origin ||= `http://${host}:${port}`;
		announceOrigin(origin);
		const { handler } = await import(pathToFileURL(join(buildFolder, 'handler.js')).href);
		load!(handler);
		await askOnce(server.address() as AddressInfo);
		print(`In Confidence is at ${origin}`);
		if (config.mode === 'group') await welcome(config, origin);
		await untilStopped();
		await new Promise<void>((resolve) => {
			server.close(() => resolve());
			server.closeIdleConnections();
			setTimeout(() => server.closeAllConnections(), 3000).unref();
		});
		// The built site holds the database and the worker; it closes them on this signal of its own.
		const closing = process.listeners('sveltekit:shutdown' as never) as (() => unknown)[];
		await Promise.all(closing.map((close) => close()));
		return 0;
	}
};

/** Asks the site for a page before a person does: what is asked first takes longest. */
async function askOnce({ address, family, port }: AddressInfo): Promise<void> {
	const isAny = ['0.0.0.0', '::'].includes(address);
	const host = isAny ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
	// Whether it is well, a person sees; here nothing depends on it.
	await fetch(`http://${host}:${port}/look`, { redirect: 'manual' })
		.then((answer) => answer.text())
		.catch(() => {});
}

/** A group without an administrator is told how to get one. */
async function welcome(config: Config, address: string): Promise<void> {
	const link = await withDatabase(({ db }) => firstLinkOf(db, config, address));
	if (link)
		print(
			`Nobody is administrator yet. Whoever opens this link within a day becomes the first:\n${link}`
		);
}

function listen(
	server: ReturnType<typeof createServer>,
	port: number,
	host: string
): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const reasons: Record<string, string> = {
				EADDRINUSE: `Port ${port} is in use. Stop the other program, or set PORT to another number.`,
				EACCES: `Port ${port} may not be used by this account. Set PORT to a number above 1023.`,
				EADDRNOTAVAIL: `HOST ${host} is not an address of this computer.`
			};
			reject(
				new Failure(
					reasons[error.code ?? ''] ??
						`The website cannot listen on ${host}:${port} (${error.code}).`
				)
			);
		});
		server.listen(port, host.replace(/[[\]]/g, ''), () => resolve());
	});
}

function untilStopped(): Promise<void> {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
	});
}

export const worker: Command = {
	name: 'worker',
	summary: 'Run the worker alone: poll feeds, read history, mark posts, until stopped',
	usage: 'worker',
	async run(call) {
		expectWords(call, 0, 0, 'nothing');
		const { runWorker } = await import('../worker.ts');
		process.stderr.write('The worker runs. Ctrl-C stops it.\n');
		await runWorker(untilStopped());
		return 0;
	}
};

export const doctor: Command = {
	name: 'doctor',
	summary: 'Check settings, database, reader and counts',
	usage: 'doctor',
	async run(call) {
		expectWords(call, 0, 0, 'nothing');
		const checks: { what: string; ok: boolean; found: string }[] = [];
		const note = (what: string, ok: boolean, found: string) => checks.push({ what, ok, found });
		note('program', true, `In Confidence ${version}, Node ${process.versions.node}`);
		await withDatabase(async ({ db, mode }, config) => {
			note(
				'settings',
				true,
				`${mode}, data in ${mode === 'solo' ? config.dataDir : 'the server of DATABASE_URL'}`
			);
			if (mode === 'group') checks.push(...(await checkGroup(db, config)));
			const health = await import('#lib/server/health.ts');
			for (const check of await health.check(db)) note(check.what, check.ok, check.found);
			if (config.secondReader) {
				const second = await import('#lib/server/marking/second/agreement.ts');
				const { isWell, words } = await second.health(db, config.secondReader);
				note('second reader', isWell, words);
			}
			const classify = await import('#lib/server/marking/classify.ts');
			const reader = await classify.open();
			note(
				'reader',
				reader.missing === '',
				`${reader.kind}, version ${reader.version}${reader.missing && `: ${reader.missing}`}`
			);
			const { progress } = await import('#lib/server/marking/mark.ts');
			const done = await progress(db, reader.version);
			note('marks', true, `${done.read} of ${done.posts} posts are read by this version`);
		});
		const isWell = checks.every((check) => check.ok);
		if (call.values.json) print(JSON.stringify({ ok: isWell, checks }));
		else
			for (const check of checks)
				print(`${check.ok ? 'well ' : 'WRONG'}  ${check.what}: ${check.found}`);
		return isWell ? 0 : 1;
	}
};
