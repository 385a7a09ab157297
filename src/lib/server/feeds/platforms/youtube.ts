/** YouTube: a handle is turned into the channel's id by reading the channel's page once. */
import * as candidates from '../candidates.ts';
import type { Rule } from './rule.ts';

const channelId = /^UC[\w-]{21}[AQgw]$/;
/** Places on a channel or video page where its channel is named, surest first. */
const onPage = [
	/<meta\s+itemprop="(?:channelId|identifier)"\s+content="(UC[\w-]{22})"/,
	/feeds\/videos\.xml\?channel_id=(UC[\w-]{22})/,
	/<link\s+rel="canonical"\s+href="https:\/\/www\.youtube\.com\/channel\/(UC[\w-]{22})"/,
	/"externalId":"(UC[\w-]{22})"/,
	/"channelId":"(UC[\w-]{22})"/
];
const site = 'https://www.youtube.com';
const howToFind =
	'On YouTube open the channel, choose “more about this channel”, then “share channel”, “copy channel ID”, and type youtube: with that ID behind it.';

export const youtube: Rule = {
	platform: 'youtube',
	names: ['youtube', 'yt'],
	takesBareNames: true,
	ofAddress(url) {
		const host = url.hostname.replace(/^(www|m|music)\./, '');
		if (host === 'youtu.be') return `watch?v=${url.pathname.slice(1)}`;
		if (host !== 'youtube.com' && host !== 'youtube-nocookie.com') return undefined;
		const asked = url.searchParams;
		if (asked.get('channel_id')) return `channel/${asked.get('channel_id')}`;
		const list = asked.get('playlist_id') ?? asked.get('list');
		if (list && !asked.get('v')) return `playlist/${list}`;
		if (asked.get('user')) return `user/${asked.get('user')}`;
		if (asked.get('v')) return `watch?v=${asked.get('v')}`;
		const path = /^\/(channel\/[\w-]+|@[^/]+|user\/[^/]+|c\/[^/]+|(?:shorts|live)\/[\w-]+)/.exec(
			decodeURIComponent(url.pathname)
		);
		return path?.[1];
	},
	ofWords(words) {
		if (channelId.test(words)) return `channel/${words}`;
		return /^@?[\p{L}\d._·-]{2,60}$/u.test(words) ? `@${words.replace(/^@/, '')}` : undefined;
	},
	async find(name, { ask }) {
		const [kind, given] = name.split('/') as [string, string | undefined];
		if (kind === 'playlist')
			return candidates.read(
				ask,
				`${site}/feeds/videos.xml?playlist_id=${given}`,
				{ platform: 'youtube', platformId: given },
				'Check that the playlist is public.'
			);
		let id = kind === 'channel' ? given : undefined;
		if (!id) {
			const page = await ask.page(`${site}/${name}`);
			if (!page.ok)
				return {
					reason: page.outcome.kind === 'gone' ? `YouTube has no channel at ${name}.` : page.reason,
					advice: `Check the spelling. ${howToFind}`
				};
			id = onPage.map((pattern) => pattern.exec(page.value)?.[1]).find(Boolean);
			if (!id)
				return {
					reason: new URL(page.outcome.url).hostname.startsWith('consent.')
						? 'YouTube asked for consent to cookies instead of showing the channel.'
						: 'YouTube’s page did not say which channel it is.',
					advice: howToFind
				};
		}
		const found = await candidates.read(
			ask,
			`${site}/feeds/videos.xml?channel_id=${id}`,
			{
				platform: 'youtube',
				platformId: id,
				handle: name.startsWith('@') ? name : null,
				siteUrl: `${site}/channel/${id}`
			},
			'YouTube sometimes denies feeds that exist for some hours: try again later.'
		);
		return found;
	},
	limit: 'YouTube’s feed holds the newest 15 videos, and older ones cannot be read without a key.'
};
