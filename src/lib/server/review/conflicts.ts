/**
 * Practitioners whose posts a person must not read, because they know them or were their client. Only
 * that person ever sees which.
 */
import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { conflict, practitioner, regrouping, task } from '../db/schema.ts';

export async function list(db: Db, personId: string) {
	return db
		.select({ id: practitioner.id, name: practitioner.name, at: conflict.at })
		.from(conflict)
		.innerJoin(practitioner, eq(practitioner.id, conflict.practitionerId))
		.where(eq(conflict.personId, personId))
		.orderBy(asc(practitioner.name), asc(practitioner.id));
}

/** Declares a conflict, and gives back what the person has in hand, which may be of that practitioner. */
export async function add(
	db: Db,
	personId: string,
	practitionerId: number,
	now = new Date()
): Promise<boolean> {
	return db.transaction(async (tx) => {
		const [known] = await tx
			.select({ id: practitioner.id })
			.from(practitioner)
			.where(eq(practitioner.id, practitionerId));
		if (!known) return false;
		await tx.insert(conflict).values({ personId, practitionerId, at: now }).onConflictDoNothing();
		await tx
			.update(task)
			.set({ claimedBy: null, claimedAt: null, leaseUntil: null })
			.where(eq(task.claimedBy, personId));
		return true;
	});
}

export async function remove(db: Db, personId: string, practitionerId: number): Promise<void> {
	await db
		.delete(conflict)
		.where(and(eq(conflict.personId, personId), eq(conflict.practitionerId, practitionerId)));
}

/** Every practitioner a person must not read, those joined with or split from a declared one too. */
export async function reach(db: Db, personId: string): Promise<number[]> {
	const declared = await db
		.select({ id: conflict.practitionerId })
		.from(conflict)
		.where(eq(conflict.personId, personId));
	const all = new Set(declared.map(({ id }) => id));
	for (let edge = [...all]; edge.length > 0;) {
		const moved = await db
			.select({ fromId: regrouping.fromId, intoId: regrouping.intoId })
			.from(regrouping)
			.where(
				and(
					isNull(regrouping.undoneAt),
					or(inArray(regrouping.fromId, edge), inArray(regrouping.intoId, edge))
				)
			);
		edge = [...new Set(moved.flatMap(({ fromId, intoId }) => [fromId, intoId]))].filter(
			(id) => !all.has(id)
		);
		for (const id of edge) all.add(id);
	}
	return [...all];
}
