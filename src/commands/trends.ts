/** `trends`: client stories over posts read, month by month. */
import { expectWords, print, withDatabase, WrongUse, type Command } from './command.ts';

const options = {
	from: { type: 'string', about: 'first month, such as 2025-01' },
	to: { type: 'string', about: 'last month, such as 2026-05' },
	step: { type: 'string', about: 'month (as it is left out), quarter or year' },
	by: { type: 'string', about: 'side by side: platform, profession, region or form' },
	platform: { type: 'string', about: 'only posts on this platform, such as substack' },
	profession: { type: 'string', about: 'only practitioners of this profession, or not-set' },
	region: { type: 'string', about: 'only practitioners of this country, such as GB, or not-set' },
	form: { type: 'string', about: 'only stories told in this form, such as quote' },
	format: { type: 'string', about: 'csv (as it is left out), json or svg' }
} as const;

export const trends: Command = {
	name: 'trends',
	summary: 'Print how many posts seem to tell about a client, over time',
	usage: 'trends [--from MONTH] [--to MONTH] [--by platform|profession|region|form]',
	options,
	async run(call) {
		expectWords(call, 0, 0, 'nothing');
		const [queries, files, snapshot, changes, classify] = await Promise.all([
			import('#lib/server/trends/query.ts'),
			import('#lib/server/trends/files.ts'),
			import('#lib/server/trends/snapshot.ts'),
			import('#lib/server/trends/changes.ts'),
			import('#lib/server/marking/classify.ts')
		]);
		const now = new Date();
		const get = (name: string) => {
			const value = call.values[name];
			return typeof value === 'string' ? value : null;
		};
		const { query, problems } = queries.read({ get }, now);
		if (problems[0]) throw new WrongUse(problems[0]);
		const typed = call.values.json ? 'json' : (get('format') ?? 'csv');
		const format = (['csv', 'json', 'svg'] as const).find((one) => one === typed);
		if (!format) throw new WrongUse('--format must be csv, json or svg.');
		return withDatabase(async ({ db, mode }) => {
			const { evidence, version } = await classify.open();
			const holdsBack = mode === 'group';
			const all = await snapshot.read(db, { evidence, view: holdsBack ? 'group' : 'alone' }, now);
			const about = {
				version,
				changes: await changes.list(db, query.from),
				holdsBack,
				madeAt: now
			};
			print(String(await files.make(all.ask(query), format, about)).trimEnd());
			return 0;
		});
	}
};
