/**
 * Why publication pauses itself (guard F16): people who read the same posts agree too little, or too
 * many findings fall on appeal.
 */
import { and, asc, eq, inArray } from 'drizzle-orm';
import * as agreement from '../agreement.ts';
import type { Db } from '../db/index.ts';
import { coding, publicationEvent } from '../db/schema.ts';
import { isStanding } from '../review/standing.ts';

/** Cohen's kappa on whether a post tells about a client: where its 90 % range must begin. */
export const leastKappa = 0.6;
/**
 * Posts that two people must have read before kappa is believed. A resample of readings that all agree
 * agrees, too, however few they are, so that the range alone cannot tell. Where one post in twelve tells
 * about a client, a kappa of 0.6 means that the two differ on 6 posts in 100: 50 posts without one
 * difference then rule it out (0.939 to the power of 50 is 0.04); 40 would not.
 */
export const leastTwice = 50;
/** Of the appeals answered, once there are enough of them to speak of a share. */
export const mostOverturned = 0.2;
export const leastAppeals = 5;

/** In a sentence or two, or null where publication goes on. Pure. */
export function because(
	units: agreement.Unit[],
	appeals: { answered: number; overturned: number }
): string | null {
	const { kappa, posts } = agreement.measure(units);
	if (posts < leastTwice)
		return `It is not known yet how far reviewers agree: two people must have read ${leastTwice} posts, and ${posts === 0 ? 'no post was' : posts === 1 ? '1 was' : `${posts} were`} so far.`;
	if (kappa.value === null || kappa.range === null)
		return 'It is not known yet how far reviewers agree: nearly all their answers are the same one, and that could be chance.';
	if (kappa.range.low < leastKappa)
		return `${kappa.value < leastKappa ? 'Reviewers agree too little' : 'It is not sure that reviewers agree enough'} on whether a post tells about a client: kappa is ${shown(kappa.value)}, nine times in ten from ${shown(kappa.range.low)} to ${shown(kappa.range.high)}, and the whole of that range must be ${leastKappa} or more.`;
	if (appeals.answered >= leastAppeals && appeals.overturned > mostOverturned * appeals.answered)
		return `Too many findings fell on appeal: ${appeals.overturned} of ${appeals.answered}. One in five is the most.`;
	return null;
}

/** Two digits, cut off where rounding would seem to reach what is not reached. */
const shown = (value: number) =>
	(value < leastKappa ? Math.floor(value * 100) / 100 : value).toFixed(2).replace('-', '−');

/** Why publication pauses here now, or null. */
export async function find(db: Db): Promise<string | null> {
	const readings = await db
		.select({ taskId: coding.taskId, coder: coding.personId, value: coding.narrates })
		.from(coding)
		// Who settles a split knows that there is one: the first two readings are blind.
		.where(and(inArray(coding.round, ['first', 'second']), isStanding(db)))
		// In the order in which the page of quality resamples them, so that both tell the same range.
		.orderBy(asc(coding.taskId), asc(coding.id));
	const units = new Map<number, agreement.Unit>();
	for (const { taskId, coder, value } of readings) {
		const unit = units.get(taskId);
		if (unit) unit.push({ coder, value });
		else units.set(taskId, [{ coder, value }]);
	}
	const answers = await db
		.select({ outcome: publicationEvent.outcome })
		.from(publicationEvent)
		.where(eq(publicationEvent.what, 'answered'));
	return because([...units.values()], {
		answered: answers.length,
		overturned: answers.filter((one) => one.outcome === 'overturned').length
	});
}
