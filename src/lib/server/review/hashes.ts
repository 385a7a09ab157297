/** The hash by which the journal knows a reading or a settlement. Pure. */
import { createHash } from 'node:crypto';
import type { coding, settlement } from '../db/reviewing.ts';

type Coding = typeof coding.$inferSelect;
type Settlement = typeof settlement.$inferSelect;

const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** SHA-256 of the JSON list of what a reading says, in this order. */
export function hashOfCoding(row: Omit<Coding, 'id' | 'journalId'>): string {
	return sha256([
		row.postId,
		row.contentHash,
		row.personId,
		row.round,
		row.attempt,
		row.narrates,
		row.identifiers,
		row.exits,
		row.tone,
		row.voice,
		row.reason,
		row.note,
		row.seconds,
		row.nonce,
		row.recordedAt.toISOString()
	]);
}

/** SHA-256 of the JSON list of what was settled, in this order. */
export function hashOfSettlement(row: Omit<Settlement, 'id' | 'journalId'>): string {
	return sha256([
		row.postId,
		row.contentHash,
		row.codingIds,
		row.how,
		row.supportCount,
		row.narrates,
		row.identifiers,
		row.exits,
		row.tone,
		row.voice,
		row.reason,
		row.findingId,
		row.nonce,
		row.settledAt.toISOString()
	]);
}
