/** What an author changed between two texts, word by word. Pure. */

export interface Piece {
	kind: 'same' | 'added' | 'removed';
	text: string;
}

/** Words beyond which only the whole change is shown: the work grows with the product of both. */
const MOST = 3000;

/** The pieces that lead from one text to the other: the longest common run of words stays. */
export function difference(before: string, after: string): Piece[] {
	const [old, now] = [words(before), words(after)];
	let start = 0;
	while (start < old.length && start < now.length && old[start] === now[start]) start++;
	let end = 0;
	while (
		end < old.length - start &&
		end < now.length - start &&
		old[old.length - 1 - end] === now[now.length - 1 - end]
	)
		end++;
	const [a, b] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
	const middle: Piece[] =
		a.length * b.length > MOST * MOST
			? [
					{ kind: 'removed', text: a.join('') },
					{ kind: 'added', text: b.join('') }
				]
			: align(a, b);
	return joined([
		{ kind: 'same', text: old.slice(0, start).join('') },
		...middle,
		{ kind: 'same', text: old.slice(old.length - end).join('') }
	]);
}

function words(text: string): string[] {
	return text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

function align(a: string[], b: string[]): Piece[] {
	const width = b.length + 1;
	// Length of the longest common run of words from i and j on.
	const run = new Uint16Array((a.length + 1) * width);
	for (let i = a.length - 1; i >= 0; i--)
		for (let j = b.length - 1; j >= 0; j--)
			run[i * width + j] =
				a[i] === b[j]
					? run[(i + 1) * width + j + 1]! + 1
					: Math.max(run[(i + 1) * width + j]!, run[i * width + j + 1]!);
	const pieces: Piece[] = [];
	let [i, j] = [0, 0];
	while (i < a.length || j < b.length) {
		if (i < a.length && j < b.length && a[i] === b[j]) {
			pieces.push({ kind: 'same', text: a[i]! });
			i++;
			j++;
		} else if (
			j >= b.length ||
			(i < a.length && run[(i + 1) * width + j]! >= run[i * width + j + 1]!)
		)
			pieces.push({ kind: 'removed', text: a[i++]! });
		else pieces.push({ kind: 'added', text: b[j++]! });
	}
	return pieces;
}

/** Joins what is alike; a mere space between two changes is part of both, so that phrases stay whole. */
function joined(pieces: Piece[]): Piece[] {
	const parts = pieces.filter((piece) => piece.text !== '');
	const whole: Piece[] = [];
	let [removed, added] = ['', ''];
	const flush = () => {
		if (removed) whole.push({ kind: 'removed', text: removed });
		if (added) whole.push({ kind: 'added', text: added });
		[removed, added] = ['', ''];
	};
	parts.forEach((piece, i) => {
		const isBetween =
			piece.kind === 'same' &&
			/^\s+$/.test(piece.text) &&
			(removed || added) &&
			parts[i + 1] !== undefined &&
			parts[i + 1]!.kind !== 'same';
		if (piece.kind === 'removed' || isBetween) removed += piece.text;
		if (piece.kind === 'added' || isBetween) added += piece.text;
		if (piece.kind !== 'same' || isBetween) return;
		flush();
		const last = whole.at(-1);
		if (last?.kind === 'same') last.text += piece.text;
		else whole.push({ ...piece });
	});
	flush();
	return whole;
}
