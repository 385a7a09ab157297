/** `unfollow`, `feeds`, `poll`: subscriptions and their health. */
import {
	clearProgress,
	expectWords,
	Failure,
	print,
	showProgress,
	withDatabase,
	type Command
} from './command.ts';

export const unfollow: Command = {
	name: 'unfollow',
	summary: 'Stop following a feed and forget its posts',
	usage: 'unfollow ADDRESS|NUMBER | unfollow --samples',
	options: { samples: { type: 'boolean', about: 'forget the made-up practitioners' } },
	async run(call) {
		if (call.values.samples) expectWords(call, 0, 0, 'ADDRESS');
		else expectWords(call, 1, 1, 'ADDRESS');
		return withDatabase(async ({ db }) => {
			if (call.values.samples) {
				const { removeSamples } = await import('#lib/server/follow.ts');
				const count = await removeSamples(db);
				print(
					call.values.json
						? JSON.stringify({ removed: count })
						: `Forgot ${count} made-up practitioners.`
				);
				return 0;
			}
			const feeds = await import('#lib/server/feeds/feeds.ts');
			const typed = call.positionals[0]!;
			const feed = /^\d+$/.test(typed)
				? await feeds.find(db, Number(typed))
				: await feeds.findByUrl(db, typed);
			if (!feed) throw new Failure(`No feed ${typed} is followed. "feeds" lists those that are.`);
			await feeds.remove(db, feed.id);
			print(
				call.values.json
					? JSON.stringify({ removed: feed.url })
					: `No longer following ${feed.title} (${feed.url})`
			);
			return 0;
		});
	}
};

export const feedsCommand: Command = {
	name: 'feeds',
	summary: 'List the followed feeds and their health',
	usage: 'feeds [--failing]',
	options: { failing: { type: 'boolean', about: 'only those whose last look failed' } },
	async run(call) {
		expectWords(call, 0, 0, 'nothing');
		return withDatabase(async ({ db }) => {
			const feeds = await import('#lib/server/feeds/feeds.ts');
			const sentences = await import('#lib/sentences.ts');
			let afterId: number | undefined;
			let shown = 0;
			do {
				const page = await feeds.list(db, {
					afterId,
					limit: 500,
					state: call.values.failing ? 'failing' : undefined
				});
				for (const { feed, practitioner } of page.rows) {
					shown++;
					print(
						call.values.json
							? JSON.stringify({
									id: feed.id,
									practitioner: practitioner.name,
									title: feed.title,
									url: feed.url,
									platform: feed.platform,
									lastSuccessAt: feed.lastSuccessAt,
									lastNewAt: feed.lastNewAt,
									nextCheckAt: feed.nextCheckAt,
									pausedAt: feed.pausedAt,
									failureCount: feed.failureCount,
									failure: feed.failure
								})
							: `${feed.id}  ${feed.title}  ${feed.url}\n    ${sentences.health(feed, new Date())}`
					);
				}
				afterId = page.nextId;
			} while (afterId !== undefined);
			if (shown === 0 && !call.values.json)
				print('No feeds are followed. "follow ADDRESS" follows one.');
			return 0;
		});
	}
};

export const poll: Command = {
	name: 'poll',
	summary: 'Look at the feeds that are due once, and mark what is new',
	usage: 'poll [--all]',
	options: { all: { type: 'boolean', about: 'every feed, due or not' } },
	async run(call) {
		expectWords(call, 0, 0, 'nothing');
		return withDatabase(async ({ db }, config) => {
			const [{ createWorker }, feeds] = await Promise.all([
				import('#lib/server/worker.ts'),
				import('#lib/server/feeds/feeds.ts')
			]);
			if (call.values.all) await feeds.checkAllNow(db);
			const counts = { polled: 0, unchanged: 0, failed: 0, newPosts: 0, changedPosts: 0 };
			const worker = createWorker(db, {
				// A slow model server would hold up a round; the worker and the website ask it.
				config: { ...config, secondReader: null },
				onPolled(feed, polled) {
					counts.polled++;
					if (polled.kind === 'unchanged') counts.unchanged++;
					else if (polled.kind === 'fetched') {
						counts.newPosts += polled.newCount;
						counts.changedPosts += polled.changedCount;
					} else {
						counts.failed++;
						process.stderr.write(`${feed.title}: ${polled.reason}\n`);
					}
					showProgress(`${counts.polled} feeds looked at`);
				}
			});
			await worker.runOnce();
			clearProgress();
			print(
				call.values.json
					? JSON.stringify(counts)
					: `Looked at ${counts.polled} feeds: ${counts.newPosts} new posts, ${counts.changedPosts} changed; ${counts.unchanged} feeds unchanged, ${counts.failed} failed.`
			);
			return counts.failed > 0 ? 1 : 0;
		});
	}
};
