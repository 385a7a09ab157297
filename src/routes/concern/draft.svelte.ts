/** What is typed, held in the memory of this page and nowhere else until the reader chooses. */
import { empty, isEmpty, type Answers } from '#lib/concern/answers.ts';
import * as attached from '#lib/concern/attached.ts';
import * as days from '#lib/concern/days.ts';
import { stepOf, type StepId } from './steps.ts';

type Parts = typeof import('./parts.ts');

/** Where a sealed draft lies on this device, when the reader chose that. */
const place = 'in-confidence-sealed';

export class Draft {
	answers = $state<Answers>(empty());
	step = $state<StepId>('start');
	/** The heavier half of the page, once it is here. */
	parts = $state.raw<Parts | null>(null);
	/** Set where the heavier half could not be fetched. */
	isBroken = $state(false);
	today = $state('');
	/** One sentence on what just happened. */
	notice = $state('');
	/** The sealed draft on this device, as text. */
	onDevice = $state<string | null>(null);
	#keptJson = $state(JSON.stringify(empty()));

	/** True where something would be lost with this page. */
	readonly isUnkept = $derived(
		!isEmpty(this.answers) && JSON.stringify(this.answers) !== this.#keptJson
	);

	async begin(): Promise<void> {
		// eslint-disable-next-line svelte/prefer-svelte-reactivity -- read once, never changed
		this.today = days.today(new Date());
		this.onDevice = localStorage.getItem(place);
		this.arrive(location.hash);
		try {
			this.parts = await import('./parts.ts');
		} catch {
			this.isBroken = true;
		}
	}

	/** Follows the part of the address after #: a step, or a post that was brought along. */
	arrive(hash: string): void {
		const post = attached.read(hash);
		if (post) {
			this.attach([post]);
			history.replaceState(history.state, '', '#happened');
			this.step = 'happened';
			return;
		}
		const step = stepOf(hash);
		if (step) this.step = step;
		else if (hash === '') this.step = 'start';
	}

	attach(posts: Answers['posts']): void {
		const blank = (post: Answers['posts'][number]) =>
			!post.address && !post.where && !post.publishedAt && !post.seenAt && !post.text;
		const known = this.answers.posts.map((post) => post.sha256).filter(Boolean);
		const fresh = posts.filter((post) => !known.includes(post.sha256));
		this.answers.posts = [...this.answers.posts.filter((post) => !blank(post)), ...fresh];
		if (this.answers.posts.length === 0) this.answers.posts = empty().posts;
		this.notice =
			fresh.length === 0
				? 'That post is attached already.'
				: fresh.length === 1
					? 'One post is attached. You find it under “What happened”.'
					: `${fresh.length} posts are attached. You find them under “What happened”.`;
	}

	/** Keeps the writer's own text of one part of a letter or of the script. */
	write(recipient: string, part: string, text: string): void {
		this.answers.letters[recipient] = { ...this.answers.letters[recipient], [part]: text };
	}

	/** Goes back to the drafted text of a part. */
	unwrite(recipient: string, part: string): void {
		const rest = Object.entries(this.answers.letters[recipient] ?? {});
		this.answers.letters[recipient] = Object.fromEntries(rest.filter(([id]) => id !== part));
	}

	open(answers: Answers): void {
		this.answers = answers;
		this.#keptJson = JSON.stringify(answers);
	}

	markKept(): void {
		this.#keptJson = JSON.stringify(this.answers);
	}

	keepOnDevice(sealedText: string): void {
		localStorage.setItem(place, sealedText);
		this.onDevice = sealedText;
		this.markKept();
	}

	/** Empties the page and the device of everything this page put there. */
	erase(): void {
		localStorage.removeItem(place);
		this.onDevice = null;
		this.answers = empty();
		this.#keptJson = JSON.stringify(this.answers);
		history.replaceState(history.state, '', location.pathname);
	}
}
