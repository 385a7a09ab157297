/** Pinterest: a person's or a board's newest pins. */
import * as candidates from '../candidates.ts';
import type { Rule } from './rule.ts';

export const pinterest: Rule = {
	platform: 'pinterest',
	names: ['pinterest'],
	takesBareNames: true,
	ofAddress(url) {
		if (!/(^|\.)pinterest\.(\w{2,3}|com?\.\w{2})$/.test(url.hostname)) return undefined;
		const [user, board] = url.pathname.split('/').filter(Boolean);
		if (!user || ['pin', 'search', 'ideas', 'login'].includes(user)) return undefined;
		const name = board?.replace(/\.rss$/, '');
		return name && !name.startsWith('_') && name !== 'feed' ? `${user}/${name}` : user;
	},
	ofWords: (words) =>
		/^@?[\w-]{3,30}(\/[\w-]+)?$/.test(words) ? words.replace(/^@/, '') : undefined,
	find: (name, { ask }) =>
		candidates.read(
			ask,
			`https://www.pinterest.com/${name.includes('/') ? name : `${name}/feed`}.rss`,
			{ platform: 'pinterest', platformId: name.toLowerCase(), handle: name },
			'Check the spelling; only public boards can be read.'
		),
	limit: 'Pinterest’s feed holds the newest pins only, and older ones cannot be read.'
};
