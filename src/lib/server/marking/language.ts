/** Which language a text is in. Pure; only languages that the reader was measured on are judged. */
import { detectAll } from 'tinyld/light';

/** The languages the reader was measured on. */
export const measured = ['en'];

const LETTERS = /\p{L}/gu;
const WORDS = /\p{L}[\p{L}\p{M}'’]*/gu;
/** Text enough to tell a language by. */
const LOOKED_AT = 1500;

/** English words of grammar, and words of short posts that no other language shares. */
const english = new Set(
	`the and of to in is that it for you was with on as are this be have at not but they from my by had we his her
	she he what so when all there their one were would said been out who if about up them then than its our an or
	just me now how get got your yours i'm i've it's don't can't didn't today client clients session therapy patient
	after before because some could should very much more into over like know think still never always again back
	why where which every new day week year people someone anyone who's that's isn't wasn't please thanks happy
	great good morning love really going went want need first last only also off down here too own other`.split(
		/\s+/
	)
);

/** Words of grammar of other languages in Latin letters which English does not have. */
const foreign = new Map<string, string>();
for (const [lang, words] of Object.entries({
	es: 'el los las una unos que de y por con para pero como más muy mi mis su sus está estoy hoy también cuando porque esta este son fue qué cómo se lo del al ya hay sin nos les',
	fr: 'le les des une et est dans pour pas que qui sur avec mais mes mon ma ses sont cette nous vous ils elle je ne au aux du très aussi aujourd’hui c’est j’ai',
	de: 'der die das und ist nicht ein eine einen mit auf für sich auch ich wir sie zu dem den von im es wie aber nach bei noch mein meine heute hat habe',
	it: 'il lo gli che di è non per con sono mi una del della anche come più ma questo questa oggi ho nel alla mia mio',
	pt: 'o os as um uma que de e do da em não para com por mais mas meu minha hoje também está ela ele foi são você no na seu sua',
	nl: 'de het een en van is niet dat met voor op zijn ook maar mijn naar nog wel vandaag ik ze aan bij heeft',
	sv: 'och att det som en på är av för med inte jag har till den om min så idag ett var',
	da: 'og at det som en på er af for med ikke jeg har til den om min så dag et var der',
	pl: 'i w na nie się to jest z do że jak po mi moja mój dzisiaj ale był była o za',
	tr: 've bir bu da de için çok ne ben bugün ama gibi daha var olan',
	cy: 'yr yn mae a’r wedi ei i’r gan fod ar am heddiw',
	ga: 'an na agus ar is tá sé sí bhí le go do inniu',
	tl: 'ang ng mga sa na ako ko si ay hindi'
}))
	for (const word of words.split(' '))
		if (!english.has(word) && !foreign.has(word)) foreign.set(word, lang);
/** Words that both sides write. */
for (const word of [
	'a',
	'i',
	'o',
	'no',
	'me',
	'so',
	'an',
	'on',
	'as',
	'de',
	'do',
	'go',
	'am',
	'is',
	'na',
	'le',
	'at',
	'la',
	'en'
])
	foreign.delete(word);

/** Two letters, or null where there are no words to go by. */
export function of(text: string): string | null {
	const head = text
		.slice(0, LOOKED_AT)
		.replace(/(?:https?:\/\/|www\.)\S+|[@#][\p{L}\p{N}_]+/gu, ' ');
	const letters = head.match(LETTERS);
	if (!letters || letters.length < 2) return null;
	const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
	if (latin < letters.length / 2) return guess(head) ?? 'other';
	const words = (head.match(WORDS) ?? []).map((word) => word.toLowerCase().replace('’', "'"));
	let ours = 0;
	const theirs = new Map<string, number>();
	let other = 0;
	for (const word of words) {
		if (english.has(word)) ours++;
		const lang = foreign.get(word);
		if (lang) {
			other++;
			theirs.set(lang, (theirs.get(lang) ?? 0) + 1);
		} else if (/[^a-z']/.test(word)) other += 0.5;
	}
	if (ours > other) return 'en';
	const guessed = guess(head);
	if (ours === 0 && other === 0) return words.length < 5 ? 'en' : (guessed ?? 'en');
	if (guessed && guessed !== 'en') return guessed;
	const best = [...theirs].sort((a, b) => b[1] - a[1])[0];
	return other > ours && best ? best[0] : 'en';
}

function guess(text: string): string | undefined {
	return detectAll(text)[0]?.lang;
}
