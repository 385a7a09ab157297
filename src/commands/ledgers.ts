/** `look` and `ledger`: what was read and found, for a source at hand or a practitioner followed. */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { settings } from '#lib/server/config.ts';
import type { LookOptions } from '#lib/server/look/look.ts';
import type { Looked, LookFailure } from '#lib/server/look/looked.ts';
import * as sentences from '#lib/sentences.ts';
import {
	clearProgress,
	expectWords,
	Failure,
	print,
	professionOf,
	showProgress,
	withDatabase,
	WrongUse,
	type Command
} from './command.ts';

export const look: Command = {
	name: 'look',
	summary: 'Look at sources (address, @handle, profile link or feed file) without keeping anything',
	usage: 'look SOURCE... [--profession P]',
	options: {
		profession: { type: 'string', about: 'who writes, such as psychologist; sharpens the reading' }
	},
	async run(call) {
		expectWords(call, 1, 50, 'SOURCE');
		const profession = professionOf(call);
		const [{ look, lookAtDocument }, { toJson }, fetch, classify] = await Promise.all([
			import('#lib/server/look/look.ts'),
			import('#lib/server/look/looked.ts'),
			import('#lib/server/feeds/fetch.ts'),
			import('#lib/server/marking/classify.ts')
		]);
		const config = settings();
		const options: LookOptions = {
			get: fetch.getter(config),
			reader: await classify.open(),
			profession,
			rsshubUrl: config.rsshubUrl,
			rssbridgeUrl: config.rssbridgeUrl,
			onProgress: showProgress
		};
		let failed = 0;
		for (const source of call.positionals) {
			const looked: Looked | LookFailure = isFile(source)
				? await lookAtDocument(source, await readFile(source), options)
				: await look(source, options);
			clearProgress();
			if ('reason' in looked) {
				failed++;
				process.stderr.write(`${source}: ${looked.reason} ${looked.advice}\n`);
				for (const one of looked.choices ?? [])
					process.stderr.write(`  ${sentences.choice(one)}\n`);
			} else if (call.values.json) print(JSON.stringify(toJson(looked)));
			else print(report(looked));
		}
		return failed > 0 ? 1 : 0;
	}
};

function isFile(source: string): boolean {
	return existsSync(source) && statSync(source).isFile();
}

function report(looked: Looked): string {
	const marked = looked.posts.filter((post) => ['likely', 'possible'].includes(post.mark.strength));
	return [
		looked.title,
		...sentences.ledger(looked.ledger).map((line) => `  ${line}`),
		`  ${sentences.coverage(looked.coverage)}`,
		`  ${sentences.care(looked.care.care, looked.care.because)}`,
		...looked.remarks.map((line) => `  ${line}`),
		...marked.flatMap(({ item, mark }) => [
			'',
			`  ${mark.strength}, ${sentences.probability(mark.probability)}  ${item.publishedAt?.toISOString().slice(0, 10) ?? 'no date'}  ${item.url ?? item.guid ?? ''}`,
			...mark.reasons
				.filter((reason) => reason.part !== 'title')
				.slice(0, 4)
				.map(
					(reason) =>
						`    ${reason.against ? 'against' : 'for'}: “${item.text.slice(reason.start, reason.end).replace(/\s+/g, ' ').slice(0, 80)}”`
				)
		]),
		''
	].join('\n');
}

export const ledger: Command = {
	name: 'ledger',
	summary: 'Print the ledger of a followed practitioner',
	usage: 'ledger PRACTITIONER (name or number)',
	async run(call) {
		expectWords(call, 1, 1, 'PRACTITIONER');
		const typed = call.positionals[0]!;
		return withDatabase(async ({ db }) => {
			const practitioners = await import('#lib/server/practitioners.ts');
			const ledgers = await import('#lib/server/ledger.ts');
			const found = await practitioners.search(db, typed);
			if (found.length === 0)
				throw new Failure(`No practitioner called "${typed}" is followed. "feeds" lists who is.`);
			if (found.length > 1)
				throw new WrongUse(
					`"${typed}" could be ${found.map((row) => `${row.name} (${row.id})`).join(', ')}: give the number.`
				);
			const person = found[0]!;
			const classify = await import('#lib/server/marking/classify.ts');
			const posts = await import('#lib/server/posts.ts');
			const view = (await ledgers.find(db, person.id, (await classify.open()).evidence))!;
			if (call.values.json) {
				const marked = await posts.listMarked(db, person.id);
				print(
					JSON.stringify({
						practitioner: person.name,
						...ledgers.toJson(view.ledger),
						items: marked.map((post) =>
							ledgers.itemOf({ ...post, reasons: post.axes?.reasons ?? [] })
						)
					})
				);
			} else
				print(
					[person.name, ...sentences.ledger(view.ledger).map((line) => `  ${line}`), ''].join('\n')
				);
			return 0;
		});
	}
};
