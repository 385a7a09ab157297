/**
 * Why publication pauses itself (guard F16): people who read the same posts agree too little, or too
 * many findings fall on appeal.
 */
import { and, asc, eq, inArray } from 'drizzle-orm';
import * as agreement from '../agreement.ts';
import type { Db } from '../db/index.ts';
import { coding, publicationEvent } from '../db/schema.ts';
import { isStanding } from '../review/standing.ts';

/** Cohen's kappa on whether a post tells about a client. */
export const leastKappa = 0.6;
/** Of the appeals answered, once there are enough of them to speak of a share. */
export const mostOverturned = 0.2;
export const leastAppeals = 5;

/** In a sentence or two, or null where publication goes on. Pure. */
export function because(
	units: agreement.Unit[],
	appeals: { answered: number; overturned: number }
): string | null {
	const kappa = agreement.kappa(units);
	if (kappa === null)
		return 'It is not known yet how far reviewers agree: two people must have read some posts, and not given one answer only.';
	if (kappa < leastKappa)
		return `Reviewers agree too little on whether a post tells about a client: kappa is ${kappa.toFixed(2)}, and must be ${leastKappa} at least.`;
	if (appeals.answered >= leastAppeals && appeals.overturned > mostOverturned * appeals.answered)
		return `Too many findings fell on appeal: ${appeals.overturned} of ${appeals.answered}. One in five is the most.`;
	return null;
}

/** Why publication pauses here now, or null. */
export async function find(db: Db): Promise<string | null> {
	const readings = await db
		.select({ taskId: coding.taskId, coder: coding.personId, value: coding.narrates })
		.from(coding)
		// Who settles a split knows that there is one: the first two readings are blind.
		.where(and(inArray(coding.round, ['first', 'second']), isStanding(db)))
		.orderBy(asc(coding.id));
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
