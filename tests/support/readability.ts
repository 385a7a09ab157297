/** How hard English sentences are to read, by the Flesch-Kincaid grade (Kincaid and others 1975). Pure. */

/** Grade of school in the United States; the reader's age is about five more. */
export function grade(text: string): number {
	const sentences = text.split(/[.!?:;]+(?:\s|$)/).filter((one) => /\p{L}/u.test(one)).length;
	const words = text.match(/[\p{L}\p{N}’']+/gu) ?? [];
	const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
	return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}

/** Age at which a text is read easily. */
export function age(text: string): number {
	return grade(text) + 5;
}

/** Groups of vowels, a silent e at the end left out; numerals count as one. */
function syllablesOf(word: string): number {
	const letters = word.toLowerCase().replace(/[^a-z]/g, '');
	if (letters.length === 0) return 1;
	const trimmed = letters.replace(/(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$/, (end) => end[0]!);
	return Math.max(1, (trimmed.match(/[aeiouy]+/g) ?? []).length);
}
