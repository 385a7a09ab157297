/** `follow`: a source, a saved feed, the made-up practitioners, or a whole list with a dry run. */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import * as intake from '#lib/intake.ts';
import * as sentences from '#lib/sentences.ts';
import type { Config } from '#lib/server/config.ts';
import type { Db } from '#lib/server/db/index.ts';
import type { Row } from '#lib/server/feeds/importlist.ts';
import type * as following from '#lib/server/follow.ts';
import {
	clearProgress,
	expectWords,
	Failure,
	print,
	professionOf,
	showProgress,
	withDatabase,
	WrongUse,
	type Call,
	type Command
} from './command.ts';

export const follow: Command = {
	name: 'follow',
	summary: 'Follow a source, a feed file, or what an OPML or CSV file lists',
	usage:
		'follow SOURCE|FEEDFILE|FILE.opml|FILE.csv [--list NAME] [--dry-run] [--profession P] [--name NAME] | follow --samples',
	options: {
		list: { type: 'string', about: 'put whoever is followed into the list of this name' },
		'dry-run': {
			type: 'boolean',
			about: 'say row by row what a file would do, and follow nothing'
		},
		profession: { type: 'string', about: 'who writes, such as psychologist' },
		name: { type: 'string', about: 'what to call the practitioner' },
		samples: { type: 'boolean', about: 'follow the bundled made-up practitioners' }
	},
	async run(call) {
		const isJson = call.values.json === true;
		const profession = professionOf(call);
		if (call.values.samples) expectWords(call, 0, 0, 'SOURCE');
		else expectWords(call, 1, 1, 'SOURCE');
		const typed = call.positionals[0]!;
		const document = typed && isFile(typed) ? await readFile(typed) : undefined;
		const isListed = document !== undefined && isList(typed, document);
		if (call.values['dry-run'] && !isListed)
			throw new WrongUse('--dry-run needs a file that lists addresses; "look" tries one out.');
		return withDatabase(async ({ db }, config) => {
			const follow = await import('#lib/server/follow.ts');
			if (call.values.samples) {
				const followed = await follow.addSamples(db, config);
				for (const one of followed) report(one, isJson);
				return 0;
			}
			const options = { ...config, name: call.values.name as string | undefined, profession };
			if (isListed) {
				const rows = (await readList(typed, document)).map((row) => ({
					...row,
					profession: row.profession ?? profession
				}));
				return followList(db, config, call, rows);
			}
			const followed: Awaited<ReturnType<typeof followOne>> = document
				? await follow.addDocument(db, pathToFileURL(typed).href, document, options)
				: await followOne(db, typed, config, options);
			if ('reason' in followed) {
				process.stderr.write(`${typed}: ${followed.reason} ${followed.advice}\n`);
				for (const one of followed.choices ?? [])
					process.stderr.write(`  ${sentences.choice(one)}\n`);
				return 1;
			}
			const listId = await listOf(db, call);
			const lists = await import('#lib/server/lists.ts');
			if (listId !== null) await lists.put(db, listId, followed.practitionerId);
			report(followed, isJson);
			return 0;
		});
	}
};

async function followOne(
	db: Db,
	source: string,
	config: Config,
	options: Parameters<typeof following.addDocument>[3]
) {
	const [follow, fetch] = await Promise.all([
		import('#lib/server/follow.ts'),
		import('#lib/server/feeds/fetch.ts')
	]);
	showProgress(`Looking for ${source}`);
	const followed = await follow.add(db, source, {
		...config,
		...options,
		get: fetch.getter(config),
		bridges: bridgesOf(config)
	});
	clearProgress();
	return followed;
}

const bridgesOf = (config: Config) => [config.rsshubUrl, config.rssbridgeUrl].filter(Boolean);

/** The number of the list named by `--list`, made where there is none. */
async function listOf(db: Db, call: Call): Promise<number | null> {
	if (typeof call.values.list !== 'string') return null;
	const lists = await import('#lib/server/lists.ts');
	const added = await lists.add(db, call.values.list);
	if ('issue' in added) throw new WrongUse(`--list: ${added.issue}`);
	return added.id;
}

/** While every site of a list rests, its pause is waited for. */
const PAUSE_MS = 500;

/** Looks at every row, then follows those that were found, or says what that would do. */
async function followList(db: Db, config: Config, call: Call, rows: Row[]): Promise<number> {
	const [intakes, checking, following, fetch] = await Promise.all([
		import('#lib/server/intake/intakes.ts'),
		import('#lib/server/intake/checking.ts'),
		import('#lib/server/intake/following.ts'),
		import('#lib/server/feeds/fetch.ts')
	]);
	const isDry = call.values['dry-run'] === true;
	const title = basename(call.positionals[0]!);
	const listId = isDry ? null : await listOf(db, call);
	const { id } = await intakes.start(db, rows, { title, listId, bridges: bridgesOf(config) });
	const get = fetch.getter(config);
	const until = async (stage: intake.IntakeStage, step: () => Promise<unknown>) => {
		for (;;) {
			const now = await intakes.find(db, id);
			if (now?.stage !== stage) return;
			showProgress(intake.progress(stage, await intakes.countRows(db, id)));
			if (!(await step())) await setTimeout(PAUSE_MS);
		}
	};
	await until('checking', () => checking.step(db, { ...config, get }));
	if (!isDry) {
		await intakes.follow(db, id);
		await until('following', () => following.step(db, config));
	}
	clearProgress();
	const failed = await reportRows(db, id, call, isDry);
	if (isDry) await intakes.forget(db, id);
	return failed ? 1 : 0;
}

/** Prints every row. Whether one of them could not be read. */
async function reportRows(db: Db, id: number, call: Call, isDry: boolean): Promise<boolean> {
	const [intakes, rowReport] = await Promise.all([
		import('#lib/server/intake/intakes.ts'),
		import('#lib/server/intake/report.ts')
	]);
	let failed = false;
	const hasList = typeof call.values.list === 'string';
	for (let afterId: number | undefined; ;) {
		const page = await intakes.listRows(db, id, { afterId, limit: 500 });
		for (const shown of page.rows) {
			const { row } = shown;
			const facts = rowReport.factsOf(shown, hasList);
			const isWrong = ['unreadable', 'unclear'].includes(row.state) || row.outcome === 'failed';
			failed ||= isWrong;
			if (call.values.json)
				print(
					JSON.stringify({
						...rowReport.toJson(shown, hasList),
						feed: row.feedId,
						practitioner: row.practitionerId,
						isNew: row.outcome === 'followed' || row.outcome === 'joined'
					})
				);
			else if (isDry)
				print(`${row.line}  ${row.source}\n    ${intake.found(facts)} ${intake.plan(facts)}`);
			else if (!isWrong && row.outcome)
				print(`${row.line}  ${row.source}: ${intake.outcomeNames[row.outcome]}`);
			if (isWrong) process.stderr.write(`${row.source}: ${row.reason ?? intake.found(facts)}\n`);
			for (const one of row.choices ?? []) process.stderr.write(`  ${sentences.choice(one)}\n`);
		}
		if (page.nextId === undefined) return failed;
		afterId = page.nextId;
	}
}

function report(followed: following.Followed, asJson: boolean) {
	const { feed, practitionerId, isNew } = followed;
	print(
		asJson
			? JSON.stringify({
					feed: feed.id,
					practitioner: practitionerId,
					title: feed.title,
					url: feed.url,
					isNew
				})
			: `${isNew ? 'Following' : 'Already followed'}: ${feed.title} (${feed.url})`
	);
}

function isFile(typed: string): boolean {
	return existsSync(typed) && statSync(typed).isFile();
}

/** A list of feeds rather than a feed: by its name, or because it says so. */
function isList(file: string, document: Buffer): boolean {
	return /\.(opml|csv)$/i.test(file) || /<opml[\s>]/i.test(document.toString('utf8', 0, 2000));
}

async function readList(file: string, document: Buffer): Promise<Row[]> {
	const importlist = await import('#lib/server/feeds/importlist.ts');
	const list = importlist.read(document.toString('utf8'), file);
	if ('error' in list) throw new Failure(`${file}: ${list.error}`);
	return list.rows;
}
