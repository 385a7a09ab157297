import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownPosts, standing, type Facts, type Item } from '#lib/server/publication/stage.ts';
import { addDays, isSwitchedOn, proposer, type Event } from '#lib/server/publication/steps.ts';
import { outcomes, publicationSteps, replyKinds } from '#lib/words.ts';

const start = new Date('2026-01-01T12:00:00Z');
const day = (days: number) => addDays(start, days);
const step = (
	what: Event['what'],
	at: number,
	by: string | null,
	more: Partial<Event> = {}
): Event => ({
	what,
	at: day(at),
	by,
	postId: null,
	replyId: null,
	...more
});
const item = (postId: number, more: Partial<Item> = {}): Item => ({
	postId,
	readers: ['bea', 'cal'],
	isRemedied: false,
	isChanged: false,
	expiresAt: null,
	...more
});
const facts = (more: Partial<Facts> = {}): Facts => ({
	isOn: true,
	items: [item(1), item(2)],
	enough: true,
	hasRange: true,
	pause: null,
	isIdentified: true,
	...more
});
const usual = [step('drafted', 0, 'ann'), step('noticed', 1, 'ann')];
const published = [...usual, step('published', 29, 'bea')];

describe('the stage of a publication', () => {
	it.each([
		['draft', [step('drafted', 0, 'ann')], 1],
		['noticed', usual, 28.9],
		['publishable', usual, 29],
		['published', published, 29],
		['withdrawn', [...published, step('withdrawn', 30, 'ann')], 30]
	] as const)('is %s', (stage, events, at) => {
		expect(standing([...events], facts(), day(at)).stage).toBe(stage);
	});

	it.each([
		['off', facts({ isOn: false })],
		['paused', facts({ pause: 'Agreement is low.' })],
		['identity', facts({ isIdentified: false })],
		['not-enough', facts({ enough: false })],
		['no-range', facts({ hasRange: false })],
		['no-item', facts({ items: [item(1, { readers: ['bea', 'bea'] })] })],
		['no-item', facts({ items: [] })]
	] as const)('is held for want of %s, even after the decision', (lack, at) => {
		const now = standing(published, at, day(40));
		expect(now.stage).toBe('held');
		expect(now.lacking).toEqual([lack]);
		expect(shownPosts(now)).toEqual([]);
	});

	it('takes no decision of the drafter, before the window, or over an open appeal', () => {
		for (const events of [
			[...usual, step('published', 30, 'ann')],
			[...usual, step('published', 20, 'bea')],
			[...usual, step('published', 30, null)],
			[...usual, step('appealed', 5, null, { replyId: 7 }), step('published', 30, 'bea')],
			[
				...usual,
				step('replied', 5, null, { replyId: 7, kind: 'disagree', hasWords: true }),
				step('published', 30, 'bea')
			],
			[step('drafted', 0, 'ann'), step('published', 60, 'bea')]
		])
			expect(standing(events, facts(), day(60)).lacking).toContain('decision');
	});

	it('counts the window from the first notice, and lets nobody draft after it', () => {
		const now = standing(
			[...usual, step('noticed', 20, 'cal'), step('drafted', 21, 'bea')],
			facts(),
			day(29)
		);
		expect(now.windowEndsAt).toEqual(day(29));
		expect(now.drafters).toEqual(['ann']);
		expect(now.stage).toBe('publishable');
	});

	it('holds back what is appealed until it is answered, however late', () => {
		const appealed = [
			...published,
			step('replied', 31, null, { replyId: 7, postId: 1, kind: 'not-a-client' }),
			step('appealed', 31, null, { replyId: 7, postId: 1 })
		];
		const late = standing(appealed, facts(), day(50));
		expect(shownPosts(late)).toEqual([2]);
		expect(late.status).toBe('disputed');
		expect(late.appeals).toEqual([{ replyId: 7, postId: 1, dueAt: day(45), isLate: true }]);
		const answered = (outcome: 'stands' | 'overturned') =>
			standing(
				[...appealed, step('answered', 51, 'ann', { replyId: 7, postId: 1, outcome })],
				facts(),
				day(52)
			);
		expect(shownPosts(answered('stands'))).toEqual([1, 2]);
		expect(shownPosts(answered('overturned'))).toEqual([2]);
		expect(answered('overturned').status).toBe('corrected');
	});

	it('hears an appeal about the same thing once', () => {
		const again = standing(
			[
				...published,
				step('appealed', 31, null, { replyId: 7, postId: 1 }),
				step('answered', 32, 'ann', { replyId: 7, postId: 1, outcome: 'stands' }),
				step('appealed', 33, null, { replyId: 8, postId: 1 })
			],
			facts(),
			day(34)
		);
		expect(again.appeals).toEqual([]);
		expect(shownPosts(again)).toEqual([1, 2]);
	});

	it('holds back everything while the whole record is appealed', () => {
		const now = standing(
			[...published, step('appealed', 31, null, { replyId: 7 })],
			facts(),
			day(32)
		);
		expect(now.stage).toBe('held');
	});

	it('lets a post go that its author took down or changed, and says why', () => {
		const gone = [item(1, { isRemedied: true }), item(2, { isChanged: true })];
		expect(standing(published, facts({ items: gone }), day(40)).stage).toBe('held');
		const both = [item(1, { isRemedied: true }), item(2, { isRemedied: true })];
		expect(standing(published, facts({ items: both }), day(40)).stage).toBe('remedied');
		expect(standing(usual, facts({ items: both }), day(2)).stage).toBe('remedied');
	});

	it('does not bring back what left, even where its author does', () => {
		for (const what of ['remedied', 'expired'] as const)
			expect(
				shownPosts(standing([...published, step(what, 30, null, { postId: 1 })], facts(), day(40)))
			).toEqual([2]);
	});

	it('lets a finding expire', () => {
		const old = [item(1, { expiresAt: day(35) }), item(2, { expiresAt: day(36) })];
		expect(shownPosts(standing(published, facts({ items: old }), day(34.9)))).toEqual([1, 2]);
		expect(shownPosts(standing(published, facts({ items: old }), day(35)))).toEqual([2]);
		expect(standing(published, facts({ items: old }), day(36)).stage).toBe('expired');
	});

	it('hides a copy at once when a stranger asks, brings it back once, and never twice', () => {
		const hidden = step('hidden', 30, null, { postId: 1 });
		const restored = step('restored', 31, 'ann', { postId: 1 });
		const after = (...more: Event[]) =>
			shownPosts(standing([...published, ...more], facts(), day(40)));
		expect(after(hidden)).toEqual([2]);
		expect(after(hidden, restored)).toEqual([1, 2]);
		expect(after(hidden, restored, { ...hidden, at: day(32) })).toEqual([2]);
		expect(
			after(hidden, restored, { ...hidden, at: day(32) }, { ...restored, at: day(33) })
		).toEqual([2]);
		expect(after(hidden, { ...restored, by: null })).toEqual([2]);
		const forgotten = step('forgotten', 30.5, 'ann', { postId: 1 });
		expect(after(hidden, forgotten, restored)).toEqual([2]);
	});

	it('disputes by any answer but that it was put right', () => {
		const status = (kind: Event['kind']) =>
			standing([...published, step('replied', 30, null, { replyId: 1, kind })], facts(), day(31))
				.status;
		expect(status('removed-or-edited')).toBe('undisputed');
		for (const kind of replyKinds.filter((one) => one !== 'removed-or-edited'))
			expect(status(kind)).toBe('disputed');
	});
});

const people = [null, 'ann', 'bea', 'cal'];
const anyEvent: fc.Arbitrary<Event> = fc.record({
	what: fc.constantFrom(...publicationSteps),
	at: fc.integer({ min: 0, max: 70 }).map(day),
	by: fc.constantFrom(...people),
	postId: fc.constantFrom(null, 1, 2),
	replyId: fc.constantFrom(null, 1, 2, 3),
	kind: fc.constantFrom(null, ...replyKinds),
	hasWords: fc.boolean(),
	outcome: fc.constantFrom(null, ...outcomes)
});
const anyItem = (postId: number): fc.Arbitrary<Item> =>
	fc.record({
		postId: fc.constant(postId),
		readers: fc.array(fc.constantFrom('ann', 'bea', 'cal'), { maxLength: 3 }),
		isRemedied: fc.boolean(),
		isChanged: fc.boolean(),
		expiresAt: fc.constantFrom(null, day(30), day(60))
	});
// Mostly a world where publication could happen, so that the property is not true for want of cases.
const mostly = <T>(usually: fc.Arbitrary<T>, else_: fc.Arbitrary<T>) =>
	fc.oneof({ weight: 4, arbitrary: usually }, { weight: 1, arbitrary: else_ });
const anyFacts: fc.Arbitrary<Facts> = fc.record({
	isOn: mostly(fc.constant(true), fc.boolean()),
	items: mostly(
		fc.constant([item(1), item(2)]),
		fc.tuple(anyItem(1), anyItem(2)).map((both) => [...both])
	),
	enough: mostly(fc.constant(true), fc.boolean()),
	hasRange: mostly(fc.constant(true), fc.boolean()),
	pause: mostly(fc.constant(null), fc.constant('Agreement is low.')),
	isIdentified: mostly(fc.constant(true), fc.boolean())
});
const anyLife = fc
	.tuple(
		fc.array(anyEvent, { maxLength: 5 }),
		mostly<Event[]>(fc.constant(usual), fc.constant([])),
		mostly<Event[]>(fc.constant([step('published', 40, 'bea')]), fc.constant([]))
	)
	.map((parts) => parts.flat());

describe('no sequence of steps', () => {
	it('leads past a rule', () => {
		let reached = 0;
		fc.assert(
			fc.property(anyLife, anyFacts, fc.integer({ min: 0, max: 80 }), (events, world, days) => {
				const now = day(days);
				const shown = shownPosts(standing(events, world, now));
				if (shown.length === 0) return;
				reached++;
				const past = events.filter((one) => one.at <= now);
				const drafters = new Set(past.filter((one) => one.what === 'drafted').map((one) => one.by));
				const notices = past.filter((one) => one.what === 'noticed' && one.by);
				const decisions = past.filter(
					(one) =>
						one.what === 'published' &&
						one.by &&
						notices.some((notice) => addDays(notice.at, 28) <= one.at)
				);
				expect(world).toMatchObject({
					isOn: true,
					enough: true,
					hasRange: true,
					pause: null,
					isIdentified: true
				});
				expect(past.some((one) => one.what === 'withdrawn')).toBe(false);
				const first = Math.min(...notices.map((one) => one.at.getTime()));
				const before = past.filter(
					(one) => one.what === 'drafted' && one.by && one.at.getTime() <= first
				);
				expect(drafters.size).toBeGreaterThan(0);
				expect(decisions.some((one) => before.some((draft) => draft.by !== one.by))).toBe(true);
				for (const postId of shown) {
					const one = world.items.find((each) => each.postId === postId)!;
					expect(new Set(one.readers).size).toBeGreaterThanOrEqual(2);
					expect(one.isRemedied || one.isChanged).toBe(false);
					expect(one.expiresAt === null || one.expiresAt > now).toBe(true);
					const about = (each: Event) => each.postId === postId;
					const leaves = ['forgotten', 'remedied', 'expired'];
					expect(past.some((each) => leaves.includes(each.what) && about(each))).toBe(false);
					const [asked, back] = [
						past.filter((each) => each.what === 'hidden' && about(each)).length,
						past.filter((each) => each.what === 'restored' && about(each)).length
					];
					expect(asked === 0 || (asked === 1 && back > 0)).toBe(true);
				}
			}),
			{ numRuns: 5000 }
		);
		expect(reached).toBeGreaterThan(300);
	});

	it('shows a post whose only appeal is unanswered', () => {
		fc.assert(
			fc.property(anyLife, fc.constantFrom(null, 1), fc.nat(80), (events, postId, days) => {
				const rest = events.filter(({ what }) => what !== 'answered' && what !== 'appealed');
				const appeal = step('appealed', 45, null, { replyId: 9, postId });
				const now = day(Math.max(45, days));
				expect(shownPosts(standing([...rest, appeal], facts(), now))).not.toContain(1);
			}),
			{ numRuns: 1000 }
		);
	});
});

describe('publishing at all', () => {
	it('is off by default and takes two people', () => {
		expect(isSwitchedOn([], day(9))).toBe(false);
		const on = [step('proposed', 0, 'ann'), step('switched-on', 1, 'bea')];
		expect(isSwitchedOn(on, day(9))).toBe(true);
		expect(isSwitchedOn(on, day(0))).toBe(false);
		expect(isSwitchedOn([on[0]!, step('switched-on', 1, 'ann')], day(9))).toBe(false);
		expect(isSwitchedOn([on[1]!], day(9))).toBe(false);
	});

	it('is switched off by one, and proposed anew to be on again', () => {
		const off = [
			step('proposed', 0, 'ann'),
			step('switched-on', 1, 'bea'),
			step('switched-off', 2, 'bea')
		];
		expect(isSwitchedOn(off, day(9))).toBe(false);
		expect(isSwitchedOn([...off, step('switched-on', 3, 'bea')], day(9))).toBe(false);
		const again = [...off, step('proposed', 3, 'bea')];
		expect(proposer(again, day(9))).toBe('bea');
		expect(isSwitchedOn([...again, step('switched-on', 4, 'ann')], day(9))).toBe(true);
	});
});
