/** Podcasts: Apple's directory knows the feed of each by its number. */
import * as v from 'valibot';
import * as candidates from '../candidates.ts';
import { links } from './links.ts';
import * as radar from '../radar.ts';
import type { Means, Rule } from './rule.ts';

const Found = v.object({
	results: v.array(
		v.object({
			feedUrl: v.optional(v.string()),
			collectionName: v.optional(v.string()),
			collectionViewUrl: v.optional(v.string())
		})
	)
});

const advice = 'Paste the podcast’s link from Apple Podcasts, or the address of its own website.';

/** Spotify names no public feed; the operator's bridge may make one. */
async function onSpotify(
	name: string,
	means: Means
): Promise<candidates.Candidate | candidates.Failure> {
	const page = new URL(`https://open.spotify.com/show/${name.slice('spotify:'.length)}`);
	const known = { platform: 'podcast' as const, platformId: name, siteUrl: page.href };
	for (const address of radar.addresses(page, means)) {
		const found = await candidates.read(means.ask, address, known, '');
		if (!('reason' in found)) return { ...found, feedUrl: address };
	}
	return {
		reason: 'Spotify does not say where a podcast’s public feed is.',
		advice: [advice, radar.advise(page, means)].filter(Boolean).join(' ')
	};
}

export const podcast: Rule = {
	platform: 'podcast',
	names: ['podcast', 'apple', 'itunes'],
	ofAddress(url) {
		const host = url.hostname.replace(/^www\./, '');
		if (/^(podcasts|itunes)\.apple\.com$/.test(host)) return /\/id(\d+)/.exec(url.pathname)?.[1];
		if (host === 'overcast.fm') return /^\/itunes(\d+)/.exec(url.pathname)?.[1];
		if (host === 'pca.st') return /^\/itunes\/(\d+)/.exec(url.pathname)?.[1];
		if (host === 'open.spotify.com') {
			const show = /^\/(?:intl-[\w-]+\/)?show\/(\w+)/.exec(url.pathname)?.[1];
			return show && `spotify:${show}`;
		}
		return undefined;
	},
	ofWords: (words) => /^(?:id)?(\d{4,})$/.exec(words)?.[1],
	async find(name, means) {
		if (name.startsWith('spotify:')) return onSpotify(name, means);
		const { ask } = means;
		const answer = await ask.json(`https://itunes.apple.com/lookup?id=${name}&entity=podcast`);
		if (!answer.ok) return { reason: answer.reason, advice };
		const found = v.safeParse(Found, answer.value);
		const [show] = found.success ? found.output.results : [];
		if (!show?.feedUrl)
			return { reason: `Apple’s directory has no podcast with the number ${name}.`, advice };
		return candidates.read(
			ask,
			show.feedUrl,
			{
				platform: 'podcast',
				platformId: name,
				...(show.collectionName && { handle: show.collectionName })
			},
			advice
		);
	},
	older: [links],
	limit:
		'A podcast’s feed usually holds every episode; where it does not, older ones cannot be read.'
};
