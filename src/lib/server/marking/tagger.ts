/**
 * Parts of speech by wink-nlp. It is shown words and signs it keeps whole, so that its tokens are
 * ours one by one and never depend on earlier texts.
 */
import model from 'wink-eng-lite-web-model';
import winkNlp, { type WinkMethods } from 'wink-nlp';

/** The tagger remembers each unknown word for good; a fresh one is made after this many tokens. */
const RENEW_AFTER = 5_000_000;
/** Texts are tagged in stretches of this many tokens: memory and time stay in proportion. */
const STRETCH = 2000;

/** Contractions without their apostrophe, which the tagger would take apart. */
const base = new Map(
	Object.entries({
		cannot: 'can',
		cant: 'can',
		dont: 'do',
		doesnt: 'does',
		didnt: 'did',
		isnt: 'is',
		wasnt: 'was',
		werent: 'were',
		arent: 'are',
		couldnt: 'could',
		wouldnt: 'would',
		shouldnt: 'should',
		hasnt: 'has',
		havent: 'have',
		hadnt: 'had',
		ive: 'have',
		theyre: 'are',
		youre: 'are',
		im: 'am',
		gonna: 'going',
		wanna: 'want',
		gotta: 'got'
	})
);

let nlp: WinkMethods | undefined;
let seen = 0;

/** One part of speech (universal tags) a word. */
export function tag(surfaces: string[]): string[] {
	const pos: string[] = [];
	for (let at = 0; at < surfaces.length; at += STRETCH) {
		const stretch = surfaces.slice(at, at + STRETCH);
		for (const one of tagStretch(stretch)) pos.push(one);
	}
	return pos;
}

function tagStretch(surfaces: string[]): string[] {
	if (!nlp || seen > RENEW_AFTER) {
		nlp = winkNlp(model, ['pos']);
		seen = 0;
	}
	seen += surfaces.length;
	const shown = surfaces.map((word) => base.get(word.toLowerCase()) ?? word);
	const tokens = nlp.readDoc(shown.join(' ')).tokens();
	const pos = tokens.out(nlp.its.pos) as string[];
	return pos.length === shown.length ? pos : align(shown, tokens.out() as string[], pos);
}

/** Where the tagger took a word apart, the word gets the tag of its first part. */
function align(shown: string[], cut: string[], pos: string[]): string[] {
	const aligned: string[] = [];
	let j = 0;
	for (const word of shown) {
		aligned.push(pos[j] ?? 'X');
		for (let length = 0; j < cut.length && length < word.length; j++) length += cut[j]!.length;
	}
	return aligned;
}
