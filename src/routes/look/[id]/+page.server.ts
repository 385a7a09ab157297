import { error, redirect } from '@sveltejs/kit';
import * as follow from '#lib/server/follow.ts';
import * as looks from '#lib/server/look/looked.ts';
import * as looking from '#lib/server/look/looking.ts';
import { explain } from '#lib/server/marking/cues/index.ts';
import { reader } from '#lib/server/reading.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import type { Platform } from '#lib/words.ts';

export async function load({ params, depends, locals }) {
	depends('look:progress');
	const found = looking.find(params.id);
	if (!found) error(404, 'This look is over and forgotten.');
	const hidden = await blindness.listHidden(locals.db, locals.who);
	const tell = async (looked: looks.Looked) =>
		shown(
			hidden.length > 0
				? looks.without(looked, hidden, await reader())
				: { ...looked, isBlind: false }
		);
	return {
		isDone: found.isDone,
		startedAt: found.startedAt,
		sources: await Promise.all(
			found.sources.map(async ({ typed, progress, result }) => ({
				typed,
				progress,
				failure: result && 'reason' in result ? told(result) : undefined,
				looked: result && !('reason' in result) ? await tell(result) : undefined
			}))
		)
	};
}

/** A failure with the accounts to choose from, their documents left out. */
function told({ reason, advice, tried, choices = [] }: looks.LookFailure) {
	return {
		reason,
		advice,
		tried,
		choices: choices.map(({ platform, feedUrl, handle, title, siteUrl, newestAt }) => ({
			platform,
			// What is read through a bridge is asked for by its name, not by the bridge's address.
			source: throughBridge.includes(platform) ? `${platform}:${handle}` : feedUrl,
			handle,
			title,
			siteUrl,
			newestAt
		}))
	};
}

const throughBridge: Platform[] = ['x', 'instagram', 'tiktok', 'threads'];

function shown(looked: ReturnType<typeof looks.without>) {
	return {
		title: looked.title,
		url: looked.candidate?.feedUrl,
		care: looked.care,
		ledger: looked.ledger,
		isBlind: looked.isBlind,
		coverage: looked.coverage,
		remarks: looked.remarks,
		others: looked.others
			.slice(0, 5)
			.map(({ feedUrl, title, platform }) => ({ feedUrl, title, platform })),
		marked: looked.posts
			.filter((post) => post.mark.strength === 'likely' || post.mark.strength === 'possible')
			.slice(0, 50)
			.map(({ key, item, mark }) => ({
				key,
				url: item.url,
				title: item.title,
				text: item.text,
				publishedAt: item.publishedAt,
				strength: mark.strength,
				probability: mark.probability,
				exits: mark.exits,
				reasons: explain(mark.reasons)
			}))
	};
}

export const actions = {
	cancel: ({ params }) => {
		looking.find(params.id)?.cancel();
		redirect(303, `/look/${params.id}`);
	},
	forget: ({ params }) => {
		looking.forget(params.id);
		redirect(303, '/look');
	},
	follow: async ({ params, request, locals }) => {
		const index = Number((await request.formData()).get('index'));
		const result = looking.find(params.id)?.sources[index]?.result;
		if (!result || 'reason' in result) error(404, 'This look is over and forgotten.');
		const followed = await follow.keep(locals.db, result, optionsOf(locals));
		redirect(303, `/practitioners/${followed.practitionerId}`);
	},
	followAll: async ({ params, locals }) => {
		const found = looking.find(params.id);
		if (!found) error(404, 'This look is over and forgotten.');
		for (const { result } of found.sources)
			if (result && !('reason' in result)) await follow.keep(locals.db, result, optionsOf(locals));
		redirect(303, '/');
	}
};

function optionsOf({ config }: App.Locals) {
	return {
		pollMinutes: config.pollMinutes,
		bridges: [config.rsshubUrl, config.rssbridgeUrl].filter((one): one is string => Boolean(one))
	};
}
