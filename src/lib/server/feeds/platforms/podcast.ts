/** Podcasts: Apple's directory knows the feed of each by its number. */
import * as v from 'valibot';
import * as candidates from '../candidates.ts';
import { links } from './links.ts';
import type { Rule } from './rule.ts';

const Found = v.object({
	results: v.array(
		v.object({
			feedUrl: v.optional(v.string()),
			collectionName: v.optional(v.string()),
			collectionViewUrl: v.optional(v.string())
		})
	)
});

export const podcast: Rule = {
	platform: 'podcast',
	names: ['podcast', 'apple', 'itunes'],
	ofAddress(url) {
		const host = url.hostname.replace(/^www\./, '');
		if (/^(podcasts|itunes)\.apple\.com$/.test(host)) return /\/id(\d+)/.exec(url.pathname)?.[1];
		if (host === 'overcast.fm') return /^\/itunes(\d+)/.exec(url.pathname)?.[1];
		if (host === 'pca.st') return /^\/itunes\/(\d+)/.exec(url.pathname)?.[1];
		if (host === 'open.spotify.com' && /^\/(intl-\w+\/)?show\//.test(url.pathname))
			return 'spotify';
		return undefined;
	},
	ofWords: (words) => /^(?:id)?(\d{4,})$/.exec(words)?.[1],
	async find(name, { ask }) {
		const advice =
			'Paste the podcast’s link from Apple Podcasts, or the address of its own website.';
		if (name === 'spotify')
			return { reason: 'Spotify does not say where a podcast’s public feed is.', advice };
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
