/** A bare `@name` may be anybody's: who bears it where, for the reader to choose from. */
import type { Candidate } from './candidates.ts';
import type { Located } from './locate.ts';
import { rules } from './platforms/index.ts';
import type { Means } from './platforms/rule.ts';

/** Looks for the name at every place that takes bare names, all at once: each is another host. */
export async function find(
	name: string,
	means: Means,
	onProgress?: (words: string) => void
): Promise<Located> {
	const hasBridge = means.rsshubUrl !== '' || means.rssbridgeUrl !== '';
	const places = rules.flatMap((rule) => {
		const isBridged = ['x', 'instagram', 'tiktok', 'threads'].includes(rule.platform);
		const here = rule.takesBareNames || (isBridged && hasBridge) ? rule.ofWords?.(name) : undefined;
		return here === undefined || !rule.find ? [] : [{ rule, here }];
	});
	onProgress?.(`@${name} says no place: looking in ${places.length} of them`);
	const answers = await Promise.all(
		places.map(async ({ rule, here }) => {
			const found = await rule.find!(here, means);
			return found && !(found instanceof URL) && !('reason' in found) ? [found] : [];
		})
	);
	const candidates = answers.flat().sort(byNewest);
	const { tried } = means.ask;
	if (candidates.length === 0)
		return {
			kind: 'failed',
			tried,
			reason: `Nobody called @${name} was found in the ${places.length} places where we looked.`,
			advice:
				'Say where: @name@mastodon.social, youtube:name, name.bsky.social, or paste the address of the profile.'
		};
	return {
		kind: 'ambiguous',
		candidates,
		tried,
		reason: `@${name} could be ${candidates.length === 1 ? 'this account' : `any of these ${candidates.length} accounts`}. The same name in two places is often two people.`,
		advice: 'Choose the one you mean, or paste the address of the profile.'
	};
}

function byNewest(a: Candidate, b: Candidate): number {
	return (b.newestAt?.getTime() ?? 0) - (a.newestAt?.getTime() ?? 0);
}
