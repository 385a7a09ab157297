/**
 * How easy a text reads: the Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom 1975),
 * 0.39 x words a sentence + 11.8 x syllables a word - 15.59. Grade 8 is read at about 13 or 14. Pure.
 */

/** The grade of a text; 0 for an empty one. Never below 0. */
export function grade(text: string): number {
	const sentences = text
		.split(/(?<=[.!?…])["”’)]*\s+|\n+/)
		.map((one) => wordsOf(one))
		.filter((words) => words.length > 0);
	const words = sentences.flat();
	if (words.length === 0) return 0;
	const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
	return Math.max(
		0,
		0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59
	);
}

/** The grade in words a reader can use. */
export function describe(text: string): string {
	const level = grade(text);
	if (wordsOf(text).length < 20) return 'Too short to measure how easy it reads.';
	if (level <= 6) return 'Very easy to read.';
	if (level <= 8) return 'Easy to read.';
	if (level <= 11) return 'Takes some effort to read. Shorter sentences would help.';
	return 'Hard to read. Try shorter sentences and plainer words.';
}

function wordsOf(text: string): string[] {
	return text.replace(/https?:\S+/g, '').match(/[\p{L}\d’'-]*[\p{L}\d]/gu) ?? [];
}

/** Vowel groups of an English word, less the silent endings; numbers and letters count as one. */
export function syllablesOf(word: string): number {
	const bare = word.toLowerCase().replace(/[^a-z]/g, '');
	if (bare.length <= 3) return 1;
	const stem = bare
		.replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, (end) => end[0]!)
		.replace(/^y/, '');
	return Math.max(1, (stem.match(/[aeiouy]{1,2}/g) ?? []).length);
}
