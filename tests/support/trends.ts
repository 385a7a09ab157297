/** A made-up group over some months, in the form in which trends take it. */
import { seeded } from '#lib/server/counting/seeded.ts';
import type { FeedMonth, Gathered } from '#lib/server/trends/gather.ts';
import { forms, type Platform, type Profession } from '#lib/words.ts';

/** As many practitioners as `people`, each with one or two feeds; some come later, some fall silent. */
export function gathered(seed: number, people: number, months: string[]): Gathered {
	const random = seeded(seed);
	const skewed = <T>(names: readonly T[]): T => names[Math.floor(random() ** 2 * names.length)]!;
	const feeds: FeedMonth[] = [];
	const formCounts: Gathered['forms'] = [];
	let feedId = 0;
	for (let practitionerId = 1; practitionerId <= people; practitionerId++) {
		const profession = skewed<Profession | 'not-set'>(['psychologist', 'not-set', 'counsellor']);
		const region = skewed(['GB', 'US', 'not-set']);
		const first = Math.floor(random() ** 3 * months.length);
		for (const platform of new Set<Platform>([
			skewed<Platform>(['website', 'substack', 'mastodon', 'tumblr']),
			skewed<Platform>(['website', 'substack', 'mastodon', 'tumblr'])
		])) {
			feedId++;
			for (const month of months.slice(first)) {
				const posts = Math.floor(random() ** 3 * 12);
				if (posts === 0) continue;
				const likely = Math.floor(random() ** 6 * posts);
				const possible = Math.floor(random() ** 6 * (posts - likely));
				const none = posts - likely - possible;
				const at = { feedId, feedCount: 1, practitionerId, month: `${month}-01` };
				feeds.push({ ...at, platform, profession, region, likely, possible, none });
				const marked = likely + possible;
				if (marked === 0) continue;
				formCounts.push({ feedId, month: at.month, form: 'any', count: marked });
				for (const form of forms.slice(0, 2)) {
					const count = Math.floor(random() * (marked + 1));
					if (count > 0) formCounts.push({ feedId, month: at.month, form, count });
				}
			}
		}
	}
	return { feeds, found: [], forms: formCounts };
}
